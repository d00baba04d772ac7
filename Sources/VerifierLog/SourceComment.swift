/// A source line as the log prints it before the instructions that were compiled from it.
public struct SourceComment: Codable, Hashable, Sendable {
  /// The line's text; with line ends where the log printed some.
  public var text: String
  /// The file as the compiler recorded it; nil before kernel 6.10.
  public var file: String?
  /// The line, from 1; nil where no file is printed.
  public var line: Int?

  /// A source line.
  public init(text: String, file: String? = nil, line: Int? = nil) {
    self.text = text
    self.file = file
    self.line = line
  }
}
