/// How often the verifier walked the instructions of one source line.
public struct SourceLineCount: Codable, Hashable, Sendable {
  /// The file as the log printed it; nil before kernel 6.10, which prints no file.
  public var file: String?
  /// The line, from 1; nil where the kernel prints no file.
  public var line: Int?
  /// The line's text as the log printed it.
  public var text: String
  /// Instructions walked under this line.
  public var instructions: Int

  /// A count.
  public init(file: String?, line: Int?, text: String, instructions: Int) {
    self.file = file
    self.line = line
    self.text = text
    self.instructions = instructions
  }
}
