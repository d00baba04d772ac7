/// A program that was made of one whose type no kernel test-runs.
final class HostedProgram {
  /// What it was made.
  let host: TestHost
  /// The map whose value its context is; nil where the run itself gives it one.
  let context: ContextMap?
  /// Why the kernel did not judge the program as what it is; nil when it did.
  let unjudged: String?

  init(host: TestHost, context: ContextMap?, unjudged: String?) {
    self.host = host
    self.context = context
    self.unjudged = unjudged
  }
}
