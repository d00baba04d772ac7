public import BPFObject
import BTF
public import Findings
import KernelFacts
public import Placed

/// What records must have come through a ring buffer or a perf event array.
///
/// A list names all records in their order, each with its type and the fields that count: `{type: struct event, pid: 5}`.
/// A record whose type has a field `type` puts its fields under `fields`; one that is no struct says `value`; `hex` gives
/// bytes, `any` is any record. `{contains: [...]}` wants such records among others, `{count: 2}` so many.
public struct EventExpectation: Sendable {
  /// The map's name.
  public let map: String
  /// Where it is named.
  public let span: SourceSpan
  let records: [ExpectedRecord]
  let contained: [ExpectedRecord]
  let count: Located<ScalarPredicate>?
  let isList: Bool

  /// Reads expectations by the names of maps. What does not fit is a problem at its place. A record that names no type has
  /// its map's in `records`.
  public static func list(
    _ node: PlacedNode, object: ObjectFile, records: RecordTypes = RecordTypes(), _ problems: inout PlacedProblems
  ) -> [EventExpectation] {
    let names = MapNames(object: object)
    return (node.entries(&problems) ?? []).compactMap { entry in
      guard let definition = names.map(entry.key, &problems) else { return nil }
      guard definition.type == .ringbuf || definition.type == .perfEventArray else {
        problems.add(
          "map '\(definition.name)' is of type \(definition.type): no records pass through it", at: entry.key.span,
          hint: "expect its entries under 'maps'")
        return nil
      }
      var reader = EventExpectationReader(
        definition: definition, object: object, records: records)
      reader.read(entry.value, &problems)
      return reader.expectation(at: entry.key.span)
    }
  }

  /// What is not as expected, in the order of the file; records that nobody expects last.
  /// - Parameter records: the bytes of all records in their order. A perf event's may have padding behind them.
  public func differences(from actual: [[UInt8]]) -> [ValueDifference] {
    var differences: [ValueDifference] = []
    if let count, !count.value.matches(UInt128(actual.count)) {
      differences.append(
        ValueDifference(
          path: map, expected: "\(count.value.expected) \(count.value.expected == "1" ? "record" : "records")",
          actual: "\(actual.count)", span: count.span))
    }
    if isList {
      for (index, record) in records.enumerated() {
        guard index < actual.count else {
          differences.append(
            ValueDifference(path: "\(map)[\(index)]", expected: record.expected, actual: "nothing", span: record.span))
          continue
        }
        differences += record.differences(from: actual[index], at: "\(map)[\(index)]")
      }
      let rest = actual.dropFirst(records.count)
      for (index, bytes) in rest.enumerated().prefix(Self.mostUnexpected) {
        differences.append(
          ValueDifference(
            path: "\(map)[\(records.count + index)]", expected: "no record",
            actual: records.last?.text(bytes) ?? ValueText.line(.hex(bytes)), span: span))
      }
      if rest.count > Self.mostUnexpected {
        differences.append(
          ValueDifference(
            path: map, expected: "no other records", actual: "\(rest.count - Self.mostUnexpected) more of them",
            span: span))
      }
    }
    return differences + containedDifferences(actual)
  }

  /// Whether records that it names in their order have padding.
  public var hasPadding: Bool { records.contains(where: \.hasPadding) }

  /// Padding of records that holds something: what a program sent without setting it. Only of records that the file gives
  /// a type.
  public func leaks(in actual: [[UInt8]]) -> [PaddingLeak] {
    zip(records, actual).enumerated().flatMap { index, pair in pair.0.leaks(in: pair.1, at: "\(map)[\(index)]") }
  }

  /// Lists of what nobody expected are cut.
  private static let mostUnexpected = 10

  /// Each wanted record takes the first that fits and that no other took. One that none fits is compared with the one
  /// that is nearest.
  private func containedDifferences(_ actual: [[UInt8]]) -> [ValueDifference] {
    var differences: [ValueDifference] = []
    var free = Set(actual.indices)
    for record in contained {
      let compared = free.sorted().map { (index: $0, found: record.differences(from: actual[$0], at: "\(map)[\($0)]")) }
      if let fitting = compared.first(where: { $0.found.isEmpty }) {
        free.remove(fitting.index)
      } else if let nearest = compared.min(by: { $0.found.count < $1.found.count }) {
        differences.append(
          ValueDifference(
            path: map, expected: record.expected, actual: "none that fits; the nearest differs", span: record.span))
        differences += nearest.found
      } else {
        differences.append(ValueDifference(path: map, expected: record.expected, actual: "nothing", span: record.span))
      }
    }
    return differences
  }
}
