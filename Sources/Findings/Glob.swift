/// A shell pattern over a whole text: `*` any run, `?` any one character, everything else itself.
public struct Glob: Sendable, Hashable {
  /// The pattern as written.
  public let pattern: String

  /// A pattern.
  public init(_ pattern: String) {
    self.pattern = pattern
  }

  /// Whether the whole text fits. Time is at most pattern times text.
  public func matches(_ text: some StringProtocol) -> Bool {
    let pattern = Array(pattern.unicodeScalars)
    let text = Array(text.unicodeScalars)
    var at = 0
    var position = 0
    var retry: (at: Int, position: Int)?
    while position < text.count {
      if at < pattern.count, pattern[at] == "*" {
        retry = (at + 1, position)
        at += 1
      } else if at < pattern.count, pattern[at] == "?" || pattern[at] == text[position] {
        at += 1
        position += 1
      } else if let back = retry {
        retry = (back.at, back.position + 1)
        at = back.at
        position = back.position + 1
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == "*" }
  }
}
