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
    let value: Double?
    var unit = key.unit
    switch key {
    case .verified: value = verified(node, &problems)
    case .stack, .jited, .mapMemory: value = node.byteCount(&problems).map { Double($0) }
    case .states, .maps: value = node.integer(Int.self, in: 0...Int.max, &problems).map { Double($0) }
    case .worstCase: (value, unit) = measured(node, &problems)
    case .cycles, .nanoseconds, .instructions, .overhead: value = number(node, &problems)
    }
    guard let value, let unit else { return nil }
    return BudgetLimit(key: key, value: value, unit: unit, span: node.span)
  }

  /// A number without a unit.
  private static func number(_ node: PlacedNode, _ problems: inout PlacedProblems) -> Double? {
    if case .scalar(let text, isPlain: true) = node.content, let value = PlacedNode.decimal(text) { return value }
    let isNumber = if case .scalar(_, isPlain: true) = node.content { true } else { false }
    problems.add("expected a number\(isNumber ? " that is not negative" : ""), found \(node.found)", at: node.span)
    return nil
  }

  /// A number and its unit.
  private static func measured(
    _ node: PlacedNode, _ problems: inout PlacedProblems
  ) -> (value: Double?, unit: BudgetLimit.Unit?) {
    let units: [BudgetLimit.Unit] = [.instructions, .nanoseconds, .cycles]
    if case .scalar(let text, _) = node.content {
      let words = text.split(separator: " ")
      if words.count == 2, let unit = units.first(where: { $0.rawValue == words[1] }) {
        if let value = PlacedNode.decimal(words[0]) { return (value, unit) }
        problems.add("expected a number that is not negative, found \(node.found)", at: node.span)
        return (nil, nil)
      }
    }
    problems.add(
      "expected a number and its unit, found \(node.found)", at: node.span,
      hint: "write what is counted: 400 instructions, 80 ns or 300 cycles")
    return (nil, nil)
  }

  /// Instructions, or percent of the million that the verifier walks at most.
  private static func verified(_ node: PlacedNode, _ problems: inout PlacedProblems) -> Double? {
    guard case .scalar(let text, _) = node.content, text.hasSuffix("%") else {
      return node.integer(Int.self, in: 0...1_000_000, &problems).map { Double($0) }
    }
    return node.percent(&problems).map { ($0 * 10_000).rounded(.down) }
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
    case .verified: .verified
    case .states: .states
    case .stack, .jited, .mapMemory: .bytes
    case .maps: .maps
    }
  }
}
