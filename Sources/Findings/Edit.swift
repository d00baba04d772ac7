/// A line of a source file, and what to make of it: a fix that needs no thought.
public struct Edit: Codable, Hashable, Sendable {
  /// The file.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// What it has to say for the edit to mean what was meant.
  public var before: String
  /// What it says then.
  public var after: String

  /// Replaces a part of a line; nil where the line is not known, and unless it has the part exactly once, as words.
  public init?(_ place: LabelledSpan, replacing part: String, with replacement: String) {
    guard let text = place.text, !place.span.file.isEmpty, !part.isEmpty else { return nil }
    let line = Array(text.utf8)
    let wanted = Array(part.utf8)
    guard wanted.count <= line.count else { return nil }
    let starts = (0...line.count - wanted.count).filter { start in
      let end = start + wanted.count
      return line[start..<end].elementsEqual(wanted)
        && !(start > 0 && Self.isWord(line[start - 1]) && Self.isWord(line[start]))
        && !(end < line.count && Self.isWord(line[end - 1]) && Self.isWord(line[end]))
    }
    guard starts.count == 1, let start = starts.first else { return nil }
    file = place.span.file
    self.line = place.span.line
    before = text
    after = String(
      decoding: line[..<start] + Array(replacement.utf8) + line[(start + wanted.count)...], as: UTF8.self)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
