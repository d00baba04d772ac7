public import BTF
import Findings
public import Placed

/// What a value must be: only what is named counts.
///
/// A struct's fields and an array's elements are named as they are written (`TypedValues`); each scalar may be a predicate:
/// `any`, `>= 1`, `!= 0`, `1..10`, `10.0.0.0/8`, `/regex/` over its text. Text is compared up to its first zero.
public struct ValueExpectation: Sendable {
  let checks: [ValueCheck]
  private let size: Int
  private let declaration: String
  private let span: SourceSpan

  /// Reads what a file expects of a value of a type. What does not fit is a problem at its place.
  public init(_ node: PlacedNode, type: TypeID, types: TypeTable, _ problems: inout PlacedProblems) {
    self.init(node, at: ValuePlace(type: type), types: types, &problems)
  }

  /// Reads what a file expects of a part of a value.
  init(_ node: PlacedNode, at place: ValuePlace, types: TypeTable, _ problems: inout PlacedProblems) {
    var reader = ExpectationReader(types: types)
    reader.read(node, at: place, path: "", depth: 0, &problems)
    checks = reader.checks
    declaration = types.declaration(of: place.type)
    span = node.span
    let width = place.bitFieldSize ?? ((try? ValueSize.of(place.type, in: types)) ?? 0) * 8
    let (end, overflow) = place.bitOffset.addingReportingOverflow(width)
    size = overflow ? Int.max : (end + 7) / 8
  }

  /// What is not as expected, in the order of the file.
  /// - Parameter path: what the value is called: `hits[0]`.
  public func differences(from bytes: [UInt8], at path: String = "") -> [ValueDifference] {
    guard bytes.count >= size else {
      return [
        ValueDifference(
          path: path, expected: "\(size) bytes of \(declaration)", actual: "\(bytes.count) bytes", span: span)
      ]
    }
    return checks.compactMap { $0.difference(in: bytes, at: path) }
  }

  /// What is not as expected of a value that may be cut short.
  func partialDifferences(from bytes: [UInt8]) -> [ValueDifference] {
    checks.compactMap { $0.difference(in: bytes, at: "") }
  }

  /// What was written, when it is one predicate for the whole value.
  var single: String? {
    guard checks.count == 1, checks[0].path.isEmpty else { return nil }
    return checks[0].expected
  }

  /// What is not as expected of the sums of several values' numbers.
  func differences(fromSumOf values: [[UInt8]], at path: String) -> [ValueDifference] {
    checks.compactMap { $0.difference(inSumOf: values, at: path) }
  }

  /// Whether only numbers are expected, which can be added up.
  var isOfNumbers: Bool {
    checks.allSatisfy {
      guard case .scalar(let predicate) = $0.test else { return false }
      switch predicate.shape.meaning {
      case .integer, .character, .boolean: return true
      case .enumeration, .pointer, .real, .octets: return false
      }
    }
  }
}
