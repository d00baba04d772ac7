import Findings
public import Jobs

/// Which rows to show. A row stays when it fits one of the filters without `!` (or there is none) and no filter with `!`.
///
/// A filter is one or more conditions joined by ` and `. A condition is a shell pattern for the program's name, a pair
/// of patterns `INPUT/PROGRAM` (the input's file name or path, and the program), or `NAME OP VALUE` with a column's name,
/// one of `= != < <= > >=`, and a number (`60k`, `1M`, `75%` for `share`) or a pattern for words.
public struct RowFilter: Sendable {
  private var wanted: [[Condition]] = []
  private var unwanted: [[Condition]] = []

  /// Reads the filters.
  public init(_ texts: [String]) throws(OptionError) {
    for text in texts {
      let denied = text.hasPrefix("!")
      var conditions: [Condition] = []
      for part in Self.parts(denied ? String(text.dropFirst()) : text) {
        conditions.append(try Condition(part))
      }
      guard !conditions.isEmpty else { throw OptionError("an empty filter: write a pattern or NAME OP VALUE") }
      if denied { unwanted.append(conditions) } else { wanted.append(conditions) }
    }
  }

  /// Whether a row stays.
  public func admits(_ row: VerifyRow) -> Bool {
    if unwanted.contains(where: { $0.allSatisfy { $0.holds(row) } }) { return false }
    return wanted.isEmpty || wanted.contains { $0.allSatisfy { $0.holds(row) } }
  }

  /// The texts between ` and `, trimmed.
  private static func parts(_ text: String) -> [String] {
    var parts: [String] = []
    var words: [Substring] = []
    for word in text.split(separator: " ") {
      if word == "and" {
        parts.append(words.joined(separator: " "))
        words = []
      } else {
        words.append(word)
      }
    }
    parts.append(words.joined(separator: " "))
    return parts.filter { !$0.isEmpty }
  }
}

/// One condition of a filter.
private enum Condition: Sendable {
  case program(Glob)
  case inputAndProgram(Glob, Glob)
  case figure(VerifyFigure, Comparison, Int)
  case words(VerifyWords, Glob, equal: Bool)

  enum Comparison: String, CaseIterable, Sendable {
    // Longer ones first: the reader takes the first that stands at a place.
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case notEqual = "!="
    case equalTwice = "=="
    case less = "<"
    case greater = ">"
    case equal = "="

    func holds(_ left: Int, _ right: Int) -> Bool {
      switch self {
      case .lessOrEqual: left <= right
      case .greaterOrEqual: left >= right
      case .notEqual: left != right
      case .equal, .equalTwice: left == right
      case .less: left < right
      case .greater: left > right
      }
    }
  }

  init(_ text: String) throws(OptionError) {
    guard let (name, comparison, value) = Self.split(text) else {
      if let slash = text.lastIndex(of: "/") {
        self = .inputAndProgram(Glob(String(text[..<slash])), Glob(String(text[text.index(after: slash)...])))
      } else {
        self = .program(Glob(text))
      }
      return
    }
    guard let column = VerifyColumn.named(name) else { throw .unknownColumn(name) }
    switch column {
    case .figure(let figure):
      self = .figure(figure, comparison, try Self.number(value, for: figure))
    case .words(let words):
      switch comparison {
      case .equal, .equalTwice: self = .words(words, Glob(value), equal: true)
      case .notEqual: self = .words(words, Glob(value), equal: false)
      default: throw OptionError("'\(name)' holds words: compare it with = or !=, not \(comparison.rawValue)")
      }
      if words == .verdict, !value.contains(where: { "*?".contains($0) }), Verdict(rawValue: value) == nil {
        let verdicts = Verdict.allCases.map(\.rawValue)
        let nearest = NearestName.to(value, among: verdicts).map { "; did you mean '\($0)'?" } ?? ""
        throw OptionError(
          "no verdict is called '\(TerminalText.escape(value))'\(nearest) (\(verdicts.joined(separator: ", ")))")
      }
    }
  }

  func holds(_ row: VerifyRow) -> Bool {
    switch self {
    case .program(let glob): glob.matches(row.outcome.program.name)
    case .inputAndProgram(let input, let program):
      program.matches(row.outcome.program.name)
        && (input.matches(row.input) || input.matches(row.input.split(separator: "/").last ?? ""))
    case .figure(let figure, let comparison, let number):
      figure.value(row.outcome).map { comparison.holds($0, number) } ?? false
    case .words(let words, let glob, let equal): glob.matches(words.text(row)) == equal
    }
  }

  private static func split(_ text: String) -> (String, Comparison, String)? {
    for index in text.indices {
      for comparison in Comparison.allCases where text[index...].hasPrefix(comparison.rawValue) {
        let name = text[..<index].trimmed
        let value = text[text.index(index, offsetBy: comparison.rawValue.count)...].trimmed
        return (name, comparison, value)
      }
    }
    return nil
  }

  /// A number with an optional `k`, `M` or `%`; shares are given in percent.
  private static func number(_ text: String, for figure: VerifyFigure) throws(OptionError) -> Int {
    var digits = Substring(text)
    var scale = 1.0
    if digits.hasSuffix("%") {
      digits = digits.dropLast()
    } else if digits.hasSuffix("k") {
      (digits, scale) = (digits.dropLast(), 1000)
    } else if digits.hasSuffix("M") {
      (digits, scale) = (digits.dropLast(), 1_000_000)
    }
    if case .share = figure.unit { scale *= 10_000 }
    guard let value = Double(digits.trimmed), (value * scale).magnitude < 1e15 else {
      throw OptionError("'\(figure.name)' is compared with a number, not with '\(TerminalText.escape(text))'")
    }
    return Int((value * scale).rounded())
  }
}

extension Substring {
  /// Without the spaces around it.
  var trimmed: String {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
