/// What `assay test` is asked to do.
public struct TestRequest: Sendable {
  /// Test files, objects and directories.
  public var arguments: [String] = []
  /// Patterns for the cases' names; none for all.
  public var filters: [String] = []
  /// How objects are built, and the kernels that run the cases.
  public var build = BuildRequest()
  /// Workers at once; as many as there are cores when nil.
  public var parallelism: Int?
  /// Seconds that one case may take; a minute on the host and ten in a virtual machine when nil.
  public var timeLimit: Double?
  /// What random packets are made from, where the test file leaves it open.
  public var seed: UInt64 = 0
  /// Whether the first failure ends the run.
  public var failsFast = false
  /// Whether snapshots are rewritten to what is found.
  public var updatesSnapshots = false
  /// The capture that what goes into cases and comes out of them is written to: pcapng, or pcap where its name ends so;
  /// nil for none.
  public var packetFile: String?

  /// What the cases are run on a second time, to compare.
  public var base = TestBaseRequest()

  /// Whether each case is run again for each call that can fail, which fails then.
  public var failsEach = false

  /// Whether the host may run what cannot be interrupted and has no bound that can be shown.
  public var allowsUnbounded = false
  /// Whether the host may run what has effects on other tasks.
  public var allowsHostEffects = false
  /// Whether it is said before the first of them runs that every task of this machine runs programs; the report has them all.
  public var announcesEveryTask = true
  /// Whether programs are loaded with marks that tell what ran of them.
  public var measuresCoverage = false
  /// The least share of branch ways that cases must cover, in percent; nil for any.
  public var leastCoverage: Double?

  /// A request with the defaults of `assay test`.
  public init() {}
}
