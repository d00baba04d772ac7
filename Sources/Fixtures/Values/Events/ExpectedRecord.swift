import Findings

/// A record that must have come.
struct ExpectedRecord: Sendable {
  enum Test: Sendable {
    case any
    case bytes([UInt8])
    case value(ValueExpectation, RecordType, declaration: String)
  }

  let test: Test
  /// Where it is written.
  let span: SourceSpan

  /// The record in words, where there is nothing to compare it with.
  var expected: String {
    switch test {
    case .any: "a record"
    case .bytes(let bytes): ValueText.line(.hex(bytes))
    case .value(_, _, let declaration): "a record of \(declaration)"
    }
  }

  func differences(from bytes: [UInt8], at path: String) -> [ValueDifference] {
    switch test {
    case .any: return []
    case .bytes(let wanted):
      return bytes == wanted
        ? []
        : [
          ValueDifference(
            path: path, expected: ValueText.line(.hex(wanted)), actual: ValueText.line(.hex(bytes)), span: span)
        ]
    case .value(let expectation, _, _): return expectation.differences(from: bytes, at: path)
    }
  }

  func text(_ bytes: [UInt8]) -> String {
    guard case .value(_, let type, _) = test else { return ValueText.line(.hex(bytes)) }
    return type.text(bytes)
  }

  /// Whether the record's type has padding.
  var hasPadding: Bool {
    guard case .value(_, let type, _) = test else { return false }
    return PaddingScan(type.value) != nil
  }

  /// Padding of the record that holds something.
  func leaks(in bytes: [UInt8], at path: String) -> [PaddingLeak] {
    guard case .value(_, let type, _) = test else { return [] }
    return ValuePadding.leaks(in: bytes, type: type.value.id, types: type.value.types, at: path)
  }
}
