/// One program of one input, built one way: what the rows of several kernels have in common.
public struct ProgramKey: Hashable, Sendable {
  /// The input, as the row names it.
  public var input: String
  /// The variant's name; nil when there is only one.
  public var variant: String?
  /// The program's section.
  public var section: String
  /// The program's function.
  public var program: String

  /// What a row is about.
  public init(_ row: VerifyRow) {
    input = row.input
    variant = row.variant
    section = row.outcome.program.section
    program = row.outcome.program.name
  }
}
