/// A regular expression, as `/text/` gives it. It may match anywhere in a text.
struct TextPattern: Hashable, Sendable {
  /// What stands between the slashes.
  let source: String

  /// Longer expressions and texts are no test's: matching backtracks, and can take long.
  static let longest = 1_000
  static let longestText = 4_096

  /// - Throws: what is wrong with the expression.
  init(_ source: String) throws(LiteralProblem) {
    guard source.utf8.count <= Self.longest else {
      throw LiteralProblem("a regular expression of more than \(Self.longest) bytes")
    }
    do { _ = try Regex(source) } catch {
      throw LiteralProblem("'/\(source.shortened)/' is no regular expression: \("\(error)".firstLine)")
    }
    self.source = source
  }

  /// The expression of `/text/`; nil for text without slashes around it.
  static func read(_ text: String) throws(LiteralProblem) -> TextPattern? {
    guard text.utf8.count >= 2, text.hasPrefix("/"), text.hasSuffix("/") else { return nil }
    return try TextPattern(String(text.dropFirst().dropLast()))
  }

  /// Whether it matches somewhere in the text's first 4,096 bytes.
  func matches(_ text: String) -> Bool {
    // A compiled expression cannot be kept: it is not Sendable. This one was compiled before.
    guard let regex = try? Regex(source) else { return false }
    let text =
      text.utf8.count <= Self.longestText ? text : String(decoding: text.utf8.prefix(Self.longestText), as: UTF8.self)
    return text.firstMatch(of: regex) != nil
  }
}

extension String {
  fileprivate var firstLine: String { String(prefix { !$0.isNewline }) }
}
