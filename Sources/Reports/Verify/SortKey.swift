import Findings
public import Jobs

/// One key to sort rows by.
public struct SortKey: Sendable {
  let column: VerifyColumn
  let descending: Bool

  /// Reads `NAME`, `NAME:asc` or `NAME:desc`. Figures go down by default, words up.
  public init(_ text: String) throws(OptionError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let column = VerifyColumn.named(parts[0]) else { throw .unknownColumn(parts[0]) }
    self.column = column
    switch parts.count > 1 ? parts[1] : "" {
    case "asc": descending = false
    case "desc": descending = true
    case "": if case .figure = column { descending = true } else { descending = false }
    default: throw OptionError("'\(text)': the order after ':' is asc or desc")
    }
  }

  /// Rows in the order of the keys, first key first; rows without a figure come last, equals keep their order.
  public static func sort(_ rows: [VerifyRow], by keys: [SortKey]) -> [VerifyRow] {
    guard !keys.isEmpty else { return rows }
    return rows.enumerated().sorted { left, right in
      for key in keys {
        if let before = key.isBefore(left.element, right.element) { return before }
      }
      return left.offset < right.offset
    }.map(\.element)
  }

  /// Whether the left row goes first; nil when the key does not tell them apart.
  private func isBefore(_ left: VerifyRow, _ right: VerifyRow) -> Bool? {
    switch column {
    case .words(let words):
      let (a, b) = (words.text(left), words.text(right))
      return a == b ? nil : (a < b) != descending
    case .figure(let figure):
      switch (figure.value(left.outcome), figure.value(right.outcome)) {
      case (nil, nil): return nil
      case (nil, _): return false
      case (_, nil): return true
      case (let a?, let b?): return a == b ? nil : (a < b) != descending
      }
    }
  }
}

extension OptionError {
  /// A column name that does not exist.
  static func unknownColumn(_ name: String) -> OptionError {
    let names = VerifyColumn.all.map(\.name)
    let nearest = NearestName.to(name, among: names).map { "; did you mean '\($0)'?" } ?? ""
    return OptionError(
      "unknown column '\(TerminalText.escape(name))'\(nearest) (there are: \(names.joined(separator: ", ")))")
  }
}
