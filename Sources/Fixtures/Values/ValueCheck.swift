import Findings

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
  /// Where it is written.
  let span: SourceSpan

  /// What was written.
  var expected: String {
    switch test {
    case .scalar(let predicate): predicate.expected
    case .text(let predicate, _): predicate.expected
    case .bytes(let bytes, _): ValueText.line(.hex(bytes))
    }
  }

  /// What is not as expected; nil when it is.
  func difference(in bytes: [UInt8], at base: String) -> ValueDifference? {
    let actual: String?
    switch test {
    case .scalar(let predicate):
      guard let bits = predicate.shape.bits(in: bytes) else {
        actual = nil
        break
      }
      guard !predicate.matches(bits) else { return nil }
      actual = predicate.actual(bits)
    case .text(let predicate, let range):
      guard range.upperBound <= bytes.count else {
        actual = nil
        break
      }
      // As for a C program: what follows the first zero is not the text's.
      guard let text = String(validating: bytes[range].prefix { $0 != 0 }, as: UTF8.self) else {
        if case .any = predicate.test { return nil }
        actual = ValueText.line(.hex(Array(bytes[range])))
        break
      }
      guard !predicate.matches(text) else { return nil }
      actual = ValueYAML.quoted(text)
    case .bytes(let wanted, let start):
      guard start <= bytes.count, wanted.count <= bytes.count - start else {
        actual = nil
        break
      }
      let found = Array(bytes[start..<(start + wanted.count)])
      guard found != wanted else { return nil }
      actual = ValueText.line(.hex(found))
    }
    return ValueDifference(
      path: ValuePath.joined(base, path), expected: expected, actual: actual ?? "nothing", span: span)
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
      actual: sum.map { predicate.shape.text(of: $0, as: predicate.notation) } ?? "more than 128 bits", span: span)
  }
}
