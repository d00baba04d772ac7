public import BPFObject
import BTF
public import Findings
import KernelFacts
public import Placed

/// What a map must hold.
///
/// `{K: V}`, or a list of `{key: K, value: V}`, names entries that must be there, with values of which only what is named
/// counts (`ValueExpectation`). `exact:` with such entries allows no others: an array's others must be zero. `count: 3`
/// counts all entries, `absent: [K]` names keys that must not be there. Values of per-CPU maps are `sum:` of numbers,
/// `each:` for every processor, or `cpu: {0: V}`. Queues and stacks are lists of all their values, in the order in which
/// they come out.
public struct MapExpectation: Sendable {
  /// The map's name.
  public let map: String
  /// Where it is named.
  public let span: SourceSpan
  let form: MapForm
  let entries: [ExpectedEntry]
  let isExact: Bool
  let count: Located<ScalarPredicate>?
  let absent: [ExpectedEntry]
  /// How the file writes the map's keys.
  let notation: ValueNotation?
  /// Keys of several fields as the file writes them.
  let written: [[UInt8]: String]

  /// Reads expectations by the names of maps. What does not fit is a problem at its place.
  public static func list(
    _ node: PlacedNode, object: ObjectFile, _ problems: inout PlacedProblems
  ) -> [MapExpectation] {
    let names = MapNames(object: object)
    return (node.entries(&problems) ?? []).compactMap { entry in
      guard let definition = names.map(entry.key, &problems) else { return nil }
      let obstacle =
        definition.type == .bloomFilter ? ("a bloom filter cannot be read", nil) : MapForm.obstacle(definition)
      if let obstacle {
        problems.add(
          "map '\(definition.name)' cannot be compared: \(obstacle.0)", at: entry.key.span, hint: obstacle.1)
        return nil
      }
      var reader = MapExpectationReader(form: MapForm(definition, object.types))
      reader.read(entry.value, &problems)
      return reader.expectation(at: entry.key.span)
    }
  }

  /// Whether it says what each processor holds: then it must be known which one programs run on.
  public var namesProcessors: Bool {
    entries.contains { entry in
      if case .processors(_, let each, let some) = entry.value { each != nil || !some.isEmpty } else { false }
    }
  }

  /// Whether the map's values have padding.
  public var hasPadding: Bool { form.value.flatMap(PaddingScan.init) != nil }

  /// What is not as expected, in the order of the file; entries that nobody expects last.
  public func differences(from contents: MapContents) -> [ValueDifference] {
    form.key == nil ? sequenceDifferences(contents) : entryDifferences(contents)
  }

  /// Padding of the first values where it holds something: what a program copied into the map without setting it.
  /// - Parameters:
  ///   - poison: what stood in the padding of values that were put there before the program ran.
  ///   - filled: the keys of these values.
  public func leaks(in contents: MapContents, poison: UInt8, filled: Set<[UInt8]>) -> [PaddingLeak] {
    guard let scan = form.value.flatMap(PaddingScan.init) else { return [] }
    var leaks: [PaddingLeak] = []
    for entry in contents.entries where leaks.count < Self.mostUnexpected {
      for (number, value) in entry.values.enumerated() {
        leaks += scan.leaks(in: value, poison: filled.contains(entry.key) ? poison : nil) {
          path(entry.key) + (form.isPerCPU && contents.namesProcessors ? " on cpu \(number)" : "")
        }
      }
    }
    return leaks
  }

  private func entryDifferences(_ contents: MapContents) -> [ValueDifference] {
    var differences: [ValueDifference] = []
    let found = Dictionary(contents.entries.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    for entry in entries {
      guard let actual = found[entry.key] else {
        differences.append(
          ValueDifference(
            path: path(entry.key), expected: entry.value.expected,
            actual: contents.isWhole ? "nothing" : "not among the first \(contents.entries.count) entries",
            span: entry.span))
        continue
      }
      differences += entry.value.differences(from: actual.values, at: path(entry.key))
    }
    // A key that is nowhere among the exact ones is told of there.
    for entry in absent where !isExact || entries.contains(where: { $0.key == entry.key }) {
      guard let actual = found[entry.key], !isUnset(actual) else { continue }
      differences.append(
        ValueDifference(path: path(entry.key), expected: "no entry", actual: text(actual, contents), span: entry.span))
    }
    if let difference = countDifference(contents) { differences.append(difference) }
    if isExact {
      let wanted = Set(entries.map(\.key))
      let others = contents.entries.filter { !wanted.contains($0.key) && !isUnset($0) }
      for other in others.prefix(Self.mostUnexpected) {
        differences.append(
          ValueDifference(
            path: path(other.key), expected: form.isFilled ? "zeros" : "no entry", actual: text(other, contents),
            span: span))
      }
      if others.count > Self.mostUnexpected {
        differences.append(
          ValueDifference(
            path: map, expected: "no other entries", actual: "\(others.count - Self.mostUnexpected) more of them",
            span: span))
      }
    }
    return differences
  }

  private func sequenceDifferences(_ contents: MapContents) -> [ValueDifference] {
    var differences: [ValueDifference] = []
    if let difference = countDifference(contents) { differences.append(difference) }
    guard isExact else { return differences }
    for (index, entry) in entries.enumerated() {
      guard index < contents.entries.count else {
        differences.append(
          ValueDifference(path: "\(map)[\(index)]", expected: entry.value.expected, actual: "nothing", span: entry.span)
        )
        continue
      }
      differences += entry.value.differences(from: contents.entries[index].values, at: "\(map)[\(index)]")
    }
    for (index, other) in contents.entries.enumerated().dropFirst(entries.count).prefix(Self.mostUnexpected) {
      differences.append(
        ValueDifference(path: "\(map)[\(index)]", expected: "no entry", actual: text(other, contents), span: span))
    }
    return differences
  }

  private func countDifference(_ contents: MapContents) -> ValueDifference? {
    guard let count else { return nil }
    let number = contents.entries.count
    guard contents.isWhole else {
      return ValueDifference(
        path: map, expected: Self.entries(count.value), actual: "more than \(number)", span: count.span)
    }
    return count.value.matches(UInt128(number))
      ? nil
      : ValueDifference(path: map, expected: Self.entries(count.value), actual: "\(number)", span: count.span)
  }

  private static func entries(_ count: ScalarPredicate) -> String {
    "\(count.expected) \(count.expected == "1" ? "entry" : "entries")"
  }

  /// Lists of what nobody expected are cut.
  private static let mostUnexpected = 10

  /// Whether an array's entry is as nobody ever wrote it.
  private func isUnset(_ entry: MapContents.Entry) -> Bool {
    form.isFilled && entry.values.allSatisfy { $0.allSatisfy { $0 == 0 } }
  }

  private func path(_ key: [UInt8]) -> String { "\(map)[\(written[key] ?? form.keyText(key, notation))]" }
  private func text(_ entry: MapContents.Entry, _ contents: MapContents) -> String {
    MapText.values(entry.values, form, namesProcessors: contents.namesProcessors)
  }
}
