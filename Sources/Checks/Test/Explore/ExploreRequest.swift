/// What `assay test --explore` is asked to do.
public struct ExploreRequest: Sendable {
  /// The program, by its function.
  public var program: String
  /// The test files that its cases are in, how the object is built, and the seed.
  public var test: TestRequest
  /// How long, in seconds.
  public var seconds = 30.0
  /// Inputs in a row that do nothing new, after which it ends.
  public var plateau = 2_000_000
  /// The most inputs; nil for any number.
  public var inputs: Int?
  /// The test file that is written; `NAME.explored.test.yml` beside the object when nil, and standard output for `-`.
  public var output: String?

  /// A request with the defaults of `assay test --explore`.
  public init(program: String, _ test: TestRequest) {
    self.program = program
    self.test = test
  }

  /// On the running kernel: what is found there is run there.
  var onHost: TestRequest {
    var own = test
    own.build.kernels = ["host"]
    return own
  }
}
