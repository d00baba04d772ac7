public import Findings

/// One thing that is wrong with a file, at its place.
public struct PlacedProblem: Hashable, Sendable {
  /// What is wrong, one line, no full stop.
  public var message: String
  /// Where.
  public var span: SourceSpan
  /// What to write instead; nil when nothing certain can be said.
  public var hint: String?
  /// Another place that belongs to it, such as the first of two equal keys.
  public var other: Located<String>?
  /// The source line at `span`, for rendering.
  public var line: String?

  /// A problem.
  public init(_ message: String, at span: SourceSpan, hint: String? = nil, other: Located<String>? = nil) {
    self.message = message
    self.span = span
    self.hint = hint
    self.other = other
  }

  /// The problem as every report prints findings.
  public var finding: Finding {
    Finding(
      severity: .error, title: message, primary: LabelledSpan(span, label: "here", text: line),
      related: other.map { [LabelledSpan($0.span, label: $0.value)] } ?? [], fix: hint,
      claim: .inferred(because: "it is written so"))
  }
}

extension PlacedProblem: CustomStringConvertible {
  /// `file:line:column: message`, then the line with a caret under the place. Control characters are made visible.
  public var description: String {
    var text = "\(Self.visible(span.description)): \(Self.visible(message))"
    if let hint { text += "; \(Self.visible(hint))" }
    if let line, let column = span.column {
      let all = Array(line.unicodeScalars)
      // Of a long line what is around the place: a line that a terminal breaks has its caret anywhere.
      let start = column <= Self.widest * 3 / 4 ? 0 : max(0, min(column - Self.widest / 2, all.count - Self.widest))
      let end = min(all.count, start + Self.widest)
      let scalars = all[min(start, end)..<end]
      let lead = start > 0 ? "..." : ""
      // A tab stays a tab, so that the caret stands below its character whatever a tab's width is.
      let padding = scalars.prefix(max(0, column - 1 - start)).map { $0 == "\t" ? "\t" : " " }.joined()
      let width = max(1, min((span.endColumn ?? column) - column, max(1, end - column + 1)))
      var shown = String.UnicodeScalarView()
      shown.append(contentsOf: scalars.map { $0 != "\t" && Self.isControl($0) ? "\u{FFFD}" : $0 })
      text += "\n  \(lead)\(String(shown))\(end < all.count ? "..." : "")"
      text += "\n  \(lead.isEmpty ? "" : "   ")\(padding)\(String(repeating: "^", count: width))"
    }
    if let other { text += "\n\(Self.visible(other.span.description)): \(Self.visible(other.value))" }
    return text
  }

  /// Characters of a line that are shown: with what stands around them they fit 100 columns.
  private static let widest = 92

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
  }

  private static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return text.unicodeScalars.map { isControl($0) ? "\\u{\(String($0.value, radix: 16))}" : String($0) }.joined()
  }
}
