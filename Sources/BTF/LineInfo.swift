/// The source line that an instruction, and those after it up to the next record, came from.
public struct LineInfo: Sendable {
  /// The instruction's slot (8 bytes each) from its section's start; a linker of programs may move it.
  public var slot: Int
  /// The line, from 1; 0 when the compiler gave none.
  public let line: Int
  /// The column, from 1; 0 when the compiler gave none.
  public let column: Int
  let fileLabel: BorrowedName
  let textLabel: BorrowedName

  /// The file, as the compiler was given it; empty when unknown.
  public var file: String { fileLabel.string }
  /// The line's text; empty when unknown. Cut after 4,096 bytes.
  public var text: String { textLabel.string }
}
