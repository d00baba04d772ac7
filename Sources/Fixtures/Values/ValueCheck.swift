/// One part of a value and what it must be.
struct ValueCheck: Sendable {
  enum Test: Sendable {
    case scalar(ScalarPredicate)
    case text(TextPredicate, range: Range<Int>)
    case bytes([UInt8], start: Int)
  }

  /// From the whole value to the part: `.limit.max`, `[3]`.
  let path: String
  let test: Test

  /// What is not as expected; nil when it is.
  func difference(in bytes: [UInt8], at base: String) -> ValueDifference? {
    let (expected, actual): (String, String?)
    switch test {
    case .scalar(let predicate):
      guard let bits = predicate.shape.bits(in: bytes), predicate.matches(bits) else {
        (expected, actual) = (predicate.expected, predicate.shape.bits(in: bytes).map(predicate.actual))
        break
      }
      return nil
    case .text(let predicate, let range):
      guard range.upperBound <= bytes.count else {
        (expected, actual) = (predicate.expected, nil)
        break
      }
      // As for a C program: what follows the first zero is not the text's.
      let used = bytes[range].prefix { $0 != 0 }
      guard let text = String(validating: used, as: UTF8.self) else {
        (expected, actual) = (predicate.expected, ValueText.line(.hex(Array(bytes[range]))))
        break
      }
      guard !predicate.matches(text) else { return nil }
      (expected, actual) = (predicate.expected, ValueYAML.quoted(text))
    case .bytes(let wanted, let start):
      let whole = start <= bytes.count && wanted.count <= bytes.count - start
      guard !whole || Array(bytes[start..<(start + wanted.count)]) != wanted else { return nil }
      (expected, actual) = (
        ValueText.line(.hex(wanted)), whole ? ValueText.line(.hex(Array(bytes[start..<(start + wanted.count)]))) : nil
      )
    }
    return ValueDifference(path: ValuePath.joined(base, path), expected: expected, actual: actual ?? "missing")
  }

  /// What is not as expected of the sum of several values; nil when it is. Only numbers have sums.
  func difference(inSumOf values: [[UInt8]], at base: String) -> ValueDifference? {
    guard case .scalar(let predicate) = test else { return nil }
    var sum: WholeNumber? = WholeNumber(0)
    for value in values {
      guard let bits = predicate.shape.bits(in: value) else { continue }
      sum = sum?.adding(predicate.number(bits))
    }
    if let sum, predicate.matches(sum) { return nil }
    return ValueDifference(
      path: ValuePath.joined(base, path), expected: "a sum of \(predicate.expected)",
      actual: sum.map { predicate.shape.text(of: $0, as: predicate.notation) } ?? "more than 128 bits")
  }
}
