/// Search for inputs that make a program do what none of the cases makes it do. The attachments are those of a `TestJob`:
/// the object's bytes, the cases, their values.
public struct ExploreJob: Codable, Hashable, Sendable {
  /// The object, and what may be run of it.
  public var test: TestJob
  /// The program, by its function.
  public var program: String
  /// What all choices are made from.
  public var seed: UInt64
  /// How long, in seconds.
  public var seconds: Double
  /// Inputs in a row that do nothing new, after which it ends.
  public var plateau: Int
  /// The most inputs; nil for any number.
  public var inputs: Int?

  /// A job with the defaults of `assay test --explore`.
  public init(_ test: TestJob, program: String) {
    self.test = test
    self.program = program
    seed = 0
    seconds = 30
    plateau = 2_000_000
  }
}
