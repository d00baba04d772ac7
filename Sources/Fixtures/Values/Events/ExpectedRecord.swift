/// A record that must have come.
enum ExpectedRecord: Sendable {
  case any
  case bytes([UInt8])
  case value(ValueExpectation, RecordType, declaration: String)

  /// The record in words, where there is nothing to compare it with.
  var expected: String {
    switch self {
    case .any: "a record"
    case .bytes(let bytes): ValueText.line(.hex(bytes))
    case .value(_, _, let declaration): "a record of \(declaration)"
    }
  }

  func differences(from bytes: [UInt8], at path: String) -> [ValueDifference] {
    switch self {
    case .any: return []
    case .bytes(let wanted):
      return bytes == wanted
        ? []
        : [
          ValueDifference(path: path, expected: ValueText.line(.hex(wanted)), actual: ValueText.line(.hex(bytes)))
        ]
    case .value(let expectation, _, _): return expectation.differences(from: bytes, at: path)
    }
  }

  func text(_ bytes: [UInt8]) -> String {
    guard case .value(_, let type, _) = self else { return ValueText.line(.hex(bytes)) }
    return type.text(bytes)
  }
}
