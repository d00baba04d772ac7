/// A comparison as it stands before a value: `>= 5`.
enum Comparison: String, CaseIterable {
  case atLeast = ">="
  case atMost = "<="
  case notEqual = "!="
  case same = "=="
  case greater = ">"
  case less = "<"
  case equal = "="

  /// Takes a comparison off a text; nil when it starts with none.
  static func read(_ text: String) -> (comparison: Comparison, rest: String)? {
    // The longer come first.
    guard let found = allCases.first(where: { text.hasPrefix($0.rawValue) }) else { return nil }
    return (found == .same ? .equal : found, text.dropFirst(found.rawValue.count).trimmed)
  }

  func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .equal, .same: left == right
    case .notEqual: left != right
    case .less: left < right
    case .atMost: left <= right
    case .greater: left > right
    case .atLeast: left >= right
    }
  }
}
