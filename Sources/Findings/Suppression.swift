/// Leave to keep what a finding is about, with its reason: `// assay: allow A2101 until 2027-06: the map is never full`.
public struct Suppression: Hashable, Sendable {
  /// Ids or names of rules, as written.
  public var rules: [String]
  /// The last month that it holds; nil for ever.
  public var until: CalendarMonth?
  /// Why.
  public var reason: String
  /// Where it is written.
  public var place: SourceSpan
  /// The line of the C file that it stands in; nil for one in `assay.yml`.
  public var text: String?
  /// The program that it is for, of one in `assay.yml`; nil for the line at `place` and the one below it.
  public var program: String?

  /// Leave for some rules.
  public init(
    rules: [String], until: CalendarMonth? = nil, reason: String, place: SourceSpan, program: String? = nil
  ) {
    self.rules = rules
    self.until = until
    self.reason = reason
    self.place = place
    self.program = program
  }

  /// What a line of C grants; nil when it holds no such comment.
  ///
  /// - Throws: What is wrong with a comment that begins with `assay:`.
  public init?(line: String, file: String, number: Int) throws(SuppressionFault) {
    guard let comment = Self.comment(in: line) else { return nil }
    let place = SourceSpan(file: file, line: number, column: comment.column)
    var words = comment.text.split { $0 == " " || $0 == "\t" }[...]
    guard words.popFirst() == "allow" else { throw SuppressionFault(.unknownVerb, at: place) }
    // Everything up to the colon names rules; the reason follows it.
    let text = comment.text.drop { $0 == " " || $0 == "\t" }.dropFirst("allow".count)
    guard let colon = text.firstIndex(of: ":") else { throw SuppressionFault(.noReason, at: place) }
    let reason = text[text.index(after: colon)...].drop { $0 == " " }
    guard reason.contains(where: { !$0.isWhitespace }) else { throw SuppressionFault(.noReason, at: place) }
    var names = text[..<colon].split { $0 == " " || $0 == "\t" || $0 == "," }.map(String.init)
    var until: CalendarMonth?
    if let index = names.firstIndex(of: "until") {
      guard index + 1 == names.count - 1, let month = CalendarMonth(names[index + 1]) else {
        throw SuppressionFault(.badMonth, at: place)
      }
      until = month
      names.removeSubrange(index...)
    }
    guard !names.isEmpty else { throw SuppressionFault(.noRule, at: place) }
    self.init(rules: names, until: until, reason: String(reason), place: place)
    self.text = line
  }

  /// The text after `assay:` in a line's comment, and the column of that word.
  private static func comment(in line: String) -> (text: Substring, column: Int)? {
    for opening in ["//", "/*"] {
      var rest = line[...]
      while let start = rest.firstRange(of: opening) {
        let inside = line[start.upperBound...].drop { $0 == " " || $0 == "\t" }
        if inside.hasPrefix("assay:") {
          let column = line.utf8.distance(from: line.startIndex, to: inside.startIndex) + 1
          let text = inside.dropFirst("assay:".count)
          return (opening == "/*" ? text.firstRange(of: "*/").map { text[..<$0.lowerBound] } ?? text : text, column)
        }
        rest = line[start.upperBound...]
      }
    }
    return nil
  }

  /// Whether it is about a finding, by id or by the rule's name.
  func covers(_ finding: Finding, named name: String?) -> Bool {
    guard let id = finding.id, rules.contains(where: { $0.uppercased() == id || $0 == name }) else { return false }
    if let program { return finding.program == program }
    guard let span = finding.primary?.span, span.file == place.file else { return false }
    return span.line == place.line || span.line == place.line + 1
  }
}
