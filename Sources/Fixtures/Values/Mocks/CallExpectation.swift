import BTF
import Findings
public import Jobs
public import Placed

/// What calls of a function there must have been: how many, or each with what counts of it, `{arg1: 5, return: 0}`.
public struct CallExpectation: Sendable {
  /// The function's name.
  public let function: Located<String>
  private let count: ValueExpectation?
  private let calls: [ValueExpectation]?

  private static let countKey = "count"

  /// Reads expectations by the names of functions. What does not fit is a problem at its place.
  public static func list(_ node: PlacedNode, _ problems: inout PlacedProblems) -> [CallExpectation] {
    (node.entries(&problems) ?? []).compactMap { CallExpectation($0.key, $0.value, &problems) }
  }

  private init?(_ function: Located<String>, _ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard let shape = Self.shape else { return nil }
    self.function = function
    switch node.content {
    case .scalar:
      count = ValueExpectation(node, type: shape.count, types: shape.types, &problems)
      calls = nil
    case .sequence(let nodes):
      count = nil
      calls = nodes.map { ValueExpectation($0, type: shape.call, types: shape.types, &problems) }
    case .mapping(let entries):
      guard entries.count == 1, entries[0].key.value == Self.countKey else {
        problems.add("expected a list of calls, or their count, found \(node.found)", at: node.span)
        return nil
      }
      count = ValueExpectation(entries[0].value, type: shape.count, types: shape.types, &problems)
      calls = nil
    }
  }

  /// What is not as expected, in the order of the file.
  public func differences(from recorded: RecordedCalls) -> [ValueDifference] {
    let name = function.value
    if let count { return count.differences(from: Self.bytes(recorded.count), at: "\(name).count") }
    guard let calls else { return [] }
    var found: [ValueDifference] = []
    if recorded.count != UInt64(calls.count) {
      found.append(
        ValueDifference(
          path: name, expected: "\(calls.count) \(calls.count == 1 ? "call" : "calls")", actual: "\(recorded.count)",
          span: function.span))
    }
    for (index, (call, expected)) in zip(recorded.calls, calls).enumerated() {
      let arguments = call.arguments + [UInt64](repeating: 0, count: max(0, 5 - call.arguments.count))
      let bytes = arguments.flatMap(Self.bytes) + Self.bytes(call.result)
      found += expected.differences(from: bytes, at: "\(name)[\(index)]")
    }
    return found
  }

  private static func bytes(_ number: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64($0 * 8)) }
  }

  /// A call as a struct of registers.
  private static let shape: (types: TypeTable, call: TypeID, count: TypeID)? = {
    var builder = TypeTableBuilder()
    let word = builder.addInt("register", size: 8)
    let result = builder.addInt("result", size: 8, isSigned: true)
    var members: [(name: String, type: TypeID, offset: Int)] = (0..<5).map { ("arg\($0 + 1)", word, $0 * 8) }
    members.append(("return", result, 40))
    let call = builder.addStruct("call", size: 48, members: members)
    return (try? TypeTable(bytes: builder.bytes())).map { ($0, call, word) }
  }()
}
