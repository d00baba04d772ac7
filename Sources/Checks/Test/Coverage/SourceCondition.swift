import BPF

/// One comparison of a line of C.
struct SourceCondition: Hashable {
  /// A comparison's operator.
  enum Comparison: String, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case atLeast = ">="
    case atMost = "<="
    case more = ">"
    case less = "<"

    var negated: Comparison {
      switch self {
      case .equal: .notEqual
      case .notEqual: .equal
      case .atLeast: .less
      case .atMost: .more
      case .more: .atMost
      case .less: .atLeast
      }
    }
  }

  private enum Form: Hashable {
    /// A value that is zero or not, whichever is asked.
    case truth(String)
    case comparison(String, Comparison, String)
    /// A value that `switch` compares with each of its cases.
    case choice(String)
  }

  private let form: Form

  /// The comparisons of a line: of its `if`, `while`, `for` or `switch`.
  static func all(in line: String) -> [SourceCondition] {
    if let value = parenthesised(after: "switch", in: line) { return [SourceCondition(form: .choice(trimmed(value)))] }
    var text = parenthesised(after: "if", in: line) ?? parenthesised(after: "while", in: line)
    if text == nil, let head = parenthesised(after: "for", in: line) {
      let parts = split(head, at: [";"])
      if parts.count == 3 { text = parts[1] }
    }
    guard let text else { return [] }
    return split(text, at: ["&&", "||"]).compactMap { SourceCondition(trimmed($0)) }
  }

  private init(form: Form) { self.form = form }

  private init?(_ text: String) {
    var text = text
    while text.hasPrefix("("), text.hasSuffix(")"), Self.closing(of: Array(text), from: 0) == text.count - 1 {
      text = Self.trimmed(String(text.dropFirst().dropLast()))
    }
    guard !text.isEmpty, !text.contains("?") else { return nil }
    let found = Self.comparisons(in: text)
    guard found.count <= 1 else { return nil }
    if let (comparison, place) = found.first {
      let characters = Array(text)
      let left = Self.trimmed(String(characters[..<place]))
      let right = Self.trimmed(String(characters[(place + comparison.rawValue.count)...]))
      guard !left.isEmpty, !right.isEmpty, !Self.isAssignment(left) else { return nil }
      form = .comparison(left, comparison, right)
    } else if text.hasPrefix("!") {
      form = .truth(Self.trimmed(String(text.dropFirst())))
    } else {
      form = .truth(text)
    }
  }

  /// The most branches that are made of it by itself: a `switch` has one for each of its cases.
  var branches: Int { if case .choice = form { .max } else { 1 } }

  /// What a branch of this condition needs; nil when it is none.
  func needs(_ condition: BranchCondition, _ right: Operand) -> BranchWords.Needs? {
    switch form {
    case .choice(let value):
      guard case .immediate(let number) = right else { return nil }
      switch condition {
      case .equal: return BranchWords.Needs(taken: "\(value) == \(number)", notTaken: "\(value) != \(number)")
      case .notEqual: return BranchWords.Needs(taken: "\(value) != \(number)", notTaken: "\(value) == \(number)")
      default: return nil
      }
    case .truth(let value):
      let holds: Bool
      switch (condition, right) {
      case (.equal, .immediate(0)): holds = false
      case (.notEqual, .immediate(0)), (.anyBit, _): holds = true
      default: return nil
      }
      let positive = Self.isWhole(value) ? value : "(\(value))"
      return holds
        ? BranchWords.Needs(taken: value, notTaken: "!\(positive)")
        : BranchWords.Needs(taken: "!\(positive)", notTaken: value)
    case .comparison(let left, let comparison, let other):
      guard let isSame = Self.isSame(comparison, Self.number(other), condition, right) else { return nil }
      let holds = "\(left) \(comparison.rawValue) \(other)"
      let fails = "\(left) \(comparison.negated.rawValue) \(other)"
      return isSame
        ? BranchWords.Needs(taken: holds, notTaken: fails) : BranchWords.Needs(taken: fails, notTaken: holds)
    }
  }

  /// Whether a branch is taken when the comparison holds, or when it fails; nil when it is not that comparison.
  private static func isSame(
    _ comparison: Comparison, _ number: Int?, _ condition: BranchCondition, _ right: Operand
  ) -> Bool? {
    switch (comparison, condition) {
    case (.equal, .equal), (.notEqual, .notEqual), (.equal, .notEqual), (.notEqual, .equal):
      if let number, case .immediate(let value) = right, Int(value) != number { return nil }
      if number != nil, case .register = right { return nil }
      return (comparison == .equal) == (condition == .equal)
    case (.equal, _), (.notEqual, _), (_, .equal), (_, .notEqual), (_, .anyBit): return nil
    default: break
    }
    switch right {
    case .register:
      // The same two values: a strict order can only be the strict one, whichever stands first, and what is not strict its
      // opposite.
      guard number == nil else { return nil }
      return isStrict(comparison) == isStrict(condition)
    case .immediate(let value):
      // x > 5 is x >= 6: compilers write either.
      guard let number, let ours = least(comparison, number), let theirs = least(condition, Int(value)),
        ours.value == theirs.value
      else { return nil }
      return ours.isAbove == theirs.isAbove
    }
  }

  /// The least value that is above, and whether the order holds above or below it.
  private static func least(_ comparison: Comparison, _ number: Int) -> (value: Int, isAbove: Bool)? {
    switch comparison {
    case .more: (number + 1, true)
    case .atLeast: (number, true)
    case .less: (number, false)
    case .atMost: (number + 1, false)
    case .equal, .notEqual: nil
    }
  }

  private static func least(_ condition: BranchCondition, _ number: Int) -> (value: Int, isAbove: Bool)? {
    switch condition {
    case .above, .greater: (number + 1, true)
    case .aboveOrEqual, .greaterOrEqual: (number, true)
    case .below, .less: (number, false)
    case .belowOrEqual, .lessOrEqual: (number + 1, false)
    case .equal, .notEqual, .anyBit: nil
    }
  }

  private static func isStrict(_ comparison: Comparison) -> Bool { comparison == .more || comparison == .less }

  private static func isStrict(_ condition: BranchCondition) -> Bool {
    switch condition {
    case .above, .below, .greater, .less: true
    default: false
    }
  }

  // MARK: - Reading C

  /// What stands in the parentheses behind a word; to the line's end where they are closed on another.
  private static func parenthesised(after word: String, in line: String) -> String? {
    let characters = Array(line)
    let name = Array(word)
    var place = 0
    while place + name.count <= characters.count {
      defer { place += 1 }
      guard Array(characters[place..<place + name.count]) == name,
        place == 0 || !isName(characters[place - 1])
      else { continue }
      var open = place + name.count
      while open < characters.count, characters[open] == " " { open += 1 }
      guard open < characters.count, characters[open] == "(" else { continue }
      guard let close = closing(of: characters, from: open) else {
        return String(characters[(open + 1)...])
      }
      return String(characters[(open + 1)..<close])
    }
    return nil
  }

  private static func closing(of characters: [Character], from open: Int) -> Int? {
    var depth = 0
    for place in open..<characters.count {
      if characters[place] == "(" { depth += 1 }
      if characters[place] == ")" {
        depth -= 1
        if depth == 0 { return place }
      }
    }
    return nil
  }

  /// Parts between marks that stand in no parentheses.
  private static func split(_ text: String, at marks: [String]) -> [String] {
    let characters = Array(text)
    var parts: [String] = []
    var depth = 0
    var start = 0
    var place = 0
    while place < characters.count {
      if "([".contains(characters[place]) { depth += 1 }
      if ")]".contains(characters[place]) { depth -= 1 }
      let mark = depth == 0 ? marks.first { String(characters[place...].prefix($0.count)) == $0 } : nil
      if let mark {
        parts.append(String(characters[start..<place]))
        place += mark.count
        start = place
      } else {
        place += 1
      }
    }
    return parts + [String(characters[start...])]
  }

  /// Comparisons that stand in no parentheses. `->`, `<<` and `>>` are none.
  private static func comparisons(in text: String) -> [(Comparison, Int)] {
    let characters = Array(text)
    var found: [(Comparison, Int)] = []
    var depth = 0
    var place = 0
    while place < characters.count {
      let character = characters[place]
      if "([".contains(character) { depth += 1 }
      if ")]".contains(character) { depth -= 1 }
      let rest = String(characters[place...].prefix(2))
      if rest == "->" || rest == "<<" || rest == ">>" {
        place += 2
      } else if depth == 0, let comparison = Comparison.allCases.first(where: { rest.hasPrefix($0.rawValue) }) {
        found.append((comparison, place))
        place += comparison.rawValue.count
      } else {
        place += 1
      }
    }
    return found
  }

  private static func isAssignment(_ text: String) -> Bool { text.contains("=") }

  private static func isName(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  /// Whether text needs no parentheses behind a `!`.
  private static func isWhole(_ text: String) -> Bool {
    text.allSatisfy { isName($0) || $0 == "." || $0 == "-" || $0 == ">" || $0 == "[" || $0 == "]" }
      || (text.hasSuffix(")") && text.prefix { $0 != "(" }.allSatisfy(isName))
  }

  private static func number(_ text: String) -> Int? {
    let digits = text.lowercased().trimmingSuffix { "ul".contains($0) }
    return digits.hasPrefix("0x") ? Int(digits.dropFirst(2), radix: 16) : Int(digits)
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}

extension String {
  fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> String {
    var text = self
    while let last = text.last, predicate(last) { text.removeLast() }
    return text
  }
}
