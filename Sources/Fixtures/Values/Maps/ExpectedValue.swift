import Findings

/// What an entry of a map must hold.
enum ExpectedValue: Sendable {
  case any
  case value(ValueExpectation)
  case processors(
    sum: ValueExpectation?, each: ValueExpectation?, some: [(number: Int, value: ValueExpectation, span: SourceSpan)])

  /// The expectation in words, where there is nothing to compare it with.
  var expected: String {
    guard case .value(let expectation) = self, let single = expectation.single else { return "an entry" }
    return single
  }

  /// - Parameter values: one, or one for each processor.
  func differences(from values: [[UInt8]], at path: String) -> [ValueDifference] {
    switch self {
    case .any: return []
    case .value(let expectation): return expectation.differences(from: values.first ?? [], at: path)
    case .processors(let sum, let each, let some):
      var differences = sum?.differences(fromSumOf: values, at: path) ?? []
      if let each {
        for (number, value) in values.enumerated() {
          differences += each.differences(from: value, at: "\(path) on cpu \(number)")
        }
      }
      for (number, expectation, span) in some {
        guard values.indices.contains(number) else {
          differences.append(
            ValueDifference(
              path: "\(path) on cpu \(number)", expected: "a value", actual: "no such processor", span: span))
          continue
        }
        differences += expectation.differences(from: values[number], at: "\(path) on cpu \(number)")
      }
      return differences
    }
  }
}
