public import Reports

/// What `assay gate` is asked to do.
public struct GateRequest: Sendable {
  /// A project's directory, or inputs of one; none for the project of the working directory.
  public var arguments: [String] = []
  /// How the inputs are built, and the kernels.
  public var build = BuildRequest()
  /// A commit that is compared with: a branch, a tag, a hash.
  public var base: String?
  /// Whether inputs whose objects are the same in that commit are left out.
  public var changedOnly = false
  /// The share of the inputs; nil for all.
  public var shard: GateShard?
  /// Whether instructions are counted; as `assay.yml` and what is kept say when nil.
  public var isExact: Bool?
  /// Whether time is taken on this machine; as `assay.yml` says when nil.
  public var isNative: Bool?
  /// Whether the cases of test files are run.
  public var runsTests = true
  /// Whether it is measured what ran of programs while cases did; as `assay.yml` says when nil.
  public var measuresCoverage: Bool?
  /// Whether the commands of `assay.yml` are run that make objects.
  public var runsCommands = true
  /// Whether answers of earlier runs count where nothing has changed.
  public var remembers = true
  /// The baseline's file; what `assay.yml` says, or `assay.baseline` beside it, when nil.
  public var baseline: String?
  /// Whether the host may run what has effects on other tasks.
  public var allowsHostEffects = false

  /// A request with the defaults of `assay gate`.
  public init() {}
}
