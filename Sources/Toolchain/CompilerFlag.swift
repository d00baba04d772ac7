public import Findings

/// One word of a compiler's command line and where the user wrote it.
public struct CompilerFlag: Hashable, Sendable {
  /// The word, such as `-DNDEBUG`.
  public var text: String
  /// Where it stands in `assay.yml`; nil for the command line.
  public var place: SourceSpan?

  /// A word.
  public init(_ text: String, place: SourceSpan? = nil) {
    self.text = text
    self.place = place
  }

  /// The words of one line, split as a shell splits: at blanks, with quotes and backslashes, and nothing expanded.
  public static func split(_ line: String, place: SourceSpan? = nil) -> [CompilerFlag] {
    var words: [CompilerFlag] = []
    var word: String?
    var quote: Character?
    var escaped = false
    for character in line {
      if escaped {
        word = (word ?? "") + String(character)
        escaped = false
      } else if character == "\\" && quote != "'" {
        escaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let word { words.append(CompilerFlag(word, place: place)) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(CompilerFlag(word, place: place)) }
    return words
  }
}
