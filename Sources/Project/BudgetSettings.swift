import Findings
public import Placed

/// What programs may cost, as `assay.yml` says: by a program's name, or by a pattern for names.
public struct BudgetSettings: Hashable, Sendable {
  /// What programs of a name may cost.
  public struct Entry: Hashable, Sendable {
    /// The name or pattern: `*`, `?`, `[abc]`.
    public var program: Located<String>
    /// The limits, in the order of `BudgetKey`.
    public var limits: [BudgetLimit]

    /// Whether it is for a program.
    public func isFor(_ name: String) -> Bool { PathGlob(program.value).matches(name) }
  }
  /// The entries, in the order of the file.
  public private(set) var entries: [Entry]

  init?(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard let programs = node.entries(&problems) else { return nil }
    entries = programs.compactMap { Self.entry($0, &problems) }
  }

  /// What holds for a program: of each key the limit of the program's own name, or else of the first pattern that fits.
  public func limits(of program: String) -> [BudgetLimit] {
    let own = entries.filter { $0.program.value == program }
    let fitting = own + entries.filter { $0.program.value != program && $0.isFor(program) }
    return BudgetKey.allCases.compactMap { key in
      fitting.lazy.compactMap { entry in entry.limits.first { $0.key == key } }.first
    }
  }

  private static func entry(_ entry: PlacedNode.Entry, _ problems: inout PlacedProblems) -> Entry? {
    guard var fields = entry.value.fields(&problems) else { return nil }
    let limits = BudgetKey.allCases.compactMap { key in
      fields.take(key.rawValue).flatMap { limit(key, $0, &problems) }
    }
    fields.finish(&problems)
    return Entry(program: entry.key, limits: limits)
  }

  private static func limit(
    _ key: BudgetKey, _ node: PlacedNode, _ problems: inout PlacedProblems
  ) -> BudgetLimit? {
    guard case .scalar(let text, let isPlain) = node.content, isPlain || key.unit == nil else {
      problems.add("expected a number, found \(node.found)", at: node.span)
      return nil
    }
    let words = text.split(separator: " ").map(String.init)
    let unit = key.unit ?? (words.count == 2 ? BudgetLimit.Unit(rawValue: words[1]) : nil)
    guard let unit, unit != .percent || key == .overhead else {
      problems.add(
        "expected a number and its unit, found \(node.found)", at: node.span,
        hint: "write what is counted: 400 instructions, 80 ns or 300 cycles")
      return nil
    }
    guard words.count == (key.unit == nil ? 2 : 1), let value = number(words[0]) else {
      problems.add("expected a number that is not negative, found \(node.found)", at: node.span)
      return nil
    }
    return BudgetLimit(key: key, value: value, unit: unit, span: node.span)
  }

  /// A decimal number: digits, and a fraction where there is one.
  private static func number(_ text: String) -> Double? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let areDigits = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    guard parts.count <= 2, areDigits, text.utf8.count <= 15 else { return nil }
    return Double(text)
  }
}

extension BudgetKey {
  /// What the key counts; nil where its value says it.
  fileprivate var unit: BudgetLimit.Unit? {
    switch self {
    case .cycles: .cycles
    case .nanoseconds: .nanoseconds
    case .instructions: .instructions
    case .overhead: .percent
    case .worstCase: nil
    }
  }
}
