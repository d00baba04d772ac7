import Findings
public import KernelFacts
public import Placed

/// What a program must return: a name (`XDP_DROP`), a number, or a comparison (`>= 1`, `!= XDP_PASS`, `1..10`, `any`).
public struct ReturnExpectation: Hashable, Sendable {
  private enum Test: Hashable {
    case any
    case equal(Int64)
    case notEqual(Int64)
    case range(ClosedRange<Int64>)
  }

  /// The program's type, which gives numbers their sign and names.
  public let type: ProgramType
  private let test: Test
  /// What was written, when that is more than one value.
  private let text: String

  /// Reads an expectation; nil when it is none, which is a problem.
  public init?(_ node: PlacedNode, type: ProgramType, _ problems: inout PlacedProblems) {
    guard let text = node.text(&problems) else { return nil }
    self.type = type
    self.text = text
    let words = text.split(separator: " ").joined(separator: " ")
    if words == "any" {
      test = .any
      return
    }
    func value(_ word: Substring) -> Int64? { Self.value(word, type: type, node, &problems) }
    if let dots = words.firstRange(of: "..") {
      guard let low = value(words[..<dots.lowerBound]), let high = value(words[dots.upperBound...]) else { return nil }
      guard low <= high else {
        problems.add("the range ends before it begins", at: node.span)
        return nil
      }
      test = .range(low...high)
      return
    }
    let symbols = [">=", "<=", "!=", "==", ">", "<", "="]
    guard let symbol = symbols.first(where: { words.hasPrefix($0) }) else {
      guard let number = value(words[...]) else { return nil }
      test = .equal(number)
      return
    }
    guard let number = value(words.dropFirst(symbol.count)) else { return nil }
    let all = Self.range(of: type)
    let range: (low: Int64, high: Int64)
    switch symbol {
    case ">=": range = (number, all.upperBound)
    case "<=": range = (all.lowerBound, number)
    case ">": range = (number + 1, all.upperBound)
    case "<": range = (all.lowerBound, number - 1)
    case "!=":
      test = .notEqual(number)
      return
    default:
      test = .equal(number)
      return
    }
    guard range.low <= range.high else {
      problems.add("no return value of \(type.name) programs is '\(PlacedNode.short(text))'", at: node.span)
      return nil
    }
    test = .range(range.low...range.high)
  }

  /// What was expected and what was returned, with their names; nil when they agree.
  public func difference(from returned: UInt32) -> (expected: String, actual: String)? {
    let number = ReturnNames.isSigned(type) ? Int64(Int32(bitPattern: returned)) : Int64(returned)
    let holds =
      switch test {
      case .any: true
      case .equal(let value): number == value
      case .notEqual(let value): number != value
      case .range(let range): range.contains(number)
      }
    return holds ? nil : (description, ReturnNames.text(returned, of: type))
  }

  /// The numbers that a type's programs return.
  private static func range(of type: ProgramType) -> ClosedRange<Int64> {
    ReturnNames.isSigned(type) ? Int64(Int32.min)...Int64(Int32.max) : 0...Int64(UInt32.max)
  }

  private static func value(
    _ word: Substring, type: ProgramType, _ node: PlacedNode, _ problems: inout PlacedProblems
  ) -> Int64? {
    let word = String(word.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    let entries = ReturnNames.entries(of: type)
    if let entry = entries.first(where: { $0.name == word }) { return entry.value }
    guard let first = word.unicodeScalars.first, ("0"..."9").contains(first) || first == "-" || first == "+" else {
      // `drop` for `XDP_DROP`, `shot` for `TC_ACT_SHOT`.
      let end = "_" + word.uppercased()
      let near = entries.first { $0.name.hasSuffix(end) }?.name ?? NearestName.to(word, among: entries.map(\.name))
      let hint = near.map { "did you mean '\($0)'?" }
      let known = entries.map(\.name).joined(separator: ", ")
      problems.add(
        "'\(PlacedNode.short(word))' is no return value of \(type.name) programs", at: node.span,
        hint: hint ?? (entries.isEmpty ? "write a number" : "write a number, or one of \(known)"))
      return nil
    }
    let number = PlacedNode(content: .scalar(word, isPlain: true), span: node.span)
    let isSigned = ReturnNames.isSigned(type)
    // 0xffffffff is what a signed -1 looks like in a register: both are ways to write it.
    let written = number.integer(
      Int64.self, in: (isSigned ? Int64(Int32.min) : 0)...Int64(UInt32.max), &problems)
    return written.map { isSigned && $0 > Int64(Int32.max) ? Int64(Int32(bitPattern: UInt32($0))) : $0 }
  }
}

extension ReturnExpectation: CustomStringConvertible {
  /// What is expected, with its name: `XDP_DROP (1)`, `>= 1`.
  public var description: String {
    guard case .equal(let value) = test else { return text }
    return ReturnNames.text(UInt32(truncatingIfNeeded: value), of: type)
  }
}
