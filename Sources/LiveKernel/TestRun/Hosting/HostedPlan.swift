import Jobs

/// What is to be made of a program whose type no kernel test-runs.
struct HostedPlan {
  /// What it runs on, as the first case says; what differs from case to case is left alone.
  let hosting: TestHosting
  /// The most bytes of its context in any case.
  let contextBytes: Int
  /// Whether it may sleep.
  let isSleepable: Bool
  /// Why the kernel does not judge it as what it is; nil when it did.
  var unjudged: String?
}
