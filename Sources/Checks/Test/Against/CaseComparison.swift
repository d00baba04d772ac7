import Findings
import Fixtures
import Packets
import Reports

/// In what two sides of a case differ. What differs between two runs of one side is chance, such as a time or an address:
/// it is left out, and named.
struct CaseComparison {
  /// The most differences that are told of a case.
  private static let most = 20

  /// What came out there, once or twice.
  let base: [CaseAccount]
  /// What came out here.
  let here: [CaseAccount]
  /// Whether the case has several steps, which are named then.
  let hasSteps: Bool

  /// What is otherwise, in the order in which it came about.
  var differences: [CaseDifference] { Array(all.prefix(Self.most)) }

  /// How many differences there are beside those.
  var more: Int { max(0, all.count - Self.most) }

  /// What differs between runs of one side: fields of packets, whole maps.
  var unsteady: [String] {
    [base, here].flatMap { runs -> [String] in
      guard runs.count > 1 else { return [] }
      return Self.found([runs[0]], [runs[1]], hasSteps: hasSteps).map { difference in
        let isWhole = difference.subject != .packet && difference.subject != .context
        let path = isWhole ? String(difference.path.prefix { $0 != "." && $0 != "[" }) : difference.path
        return [difference.subject.rawValue, path].filter { !$0.isEmpty }.joined(separator: " ")
      }
    }.uniqued()
  }

  private var all: [CaseDifference] { Self.found(base, here, hasSteps: hasSteps) }

  private static func found(_ base: [CaseAccount], _ here: [CaseAccount], hasSteps: Bool) -> [CaseDifference] {
    guard let before = base.first, let now = here.first else { return [] }
    var found: [CaseDifference] = []
    for index in 0..<min(before.records.count, now.records.count) {
      let number = hasSteps ? index + 1 : nil
      var parts = differences(
        steady(base.map(\.records[index].value)), steady(here.map(\.records[index].value)), step: number)
      let packets = packetDifferences(base.map(\.packets[index]), here.map(\.packets[index]), step: number)
      parts.insert(contentsOf: packets, at: parts.prefix { $0.subject == .return }.count)
      found += parts
    }
    func calls(_ runs: [CaseAccount]) -> SnapshotValue {
      .mapping([SnapshotValue.Entry(CaseDifference.Subject.calls.rawValue, steady(runs.map(\.calls)))])
    }
    return found + differences(calls(base), calls(here), step: nil)
  }

  /// What all runs have in common.
  private static func steady(_ runs: [SnapshotValue]) -> SnapshotValue {
    runs.dropFirst().reduce(runs.first ?? .any) { $0.steadied(by: $1) }
  }

  private static func differences(_ base: SnapshotValue, _ here: SnapshotValue, step: Int?) -> [CaseDifference] {
    base.keepingAny(of: here).differences(from: here.keepingAny(of: base)).compactMap { difference in
      // `trace[0]`, `maps.drops.0`: the first word says what it is of.
      let word = difference.path.prefix { $0 != "." && $0 != "[" }
      let rest = difference.path.dropFirst(word.count)
      guard let subject = CaseDifference.Subject(rawValue: String(word)) else { return nil }
      return CaseDifference(
        subject, path: String(rest.hasPrefix(".") ? rest.dropFirst() : rest),
        expected: difference.expected ?? "nothing",
        actual: difference.actual ?? "nothing", step: step)
    }
  }

  private static func packetDifferences(_ base: [[UInt8]?], _ here: [[UInt8]?], step: Int?) -> [CaseDifference] {
    guard let before = base.first, let now = here.first, let before, let now, before != now else { return [] }
    func changes(_ runs: [[UInt8]?]) -> Set<String> {
      guard runs.count > 1, let one = runs[0], let two = runs[1] else { return [] }
      return Set(PacketDifference.all(in: two, from: one).map(\.path))
    }
    let chance = changes(base).union(changes(here))
    return PacketDifference.all(in: now, from: before).filter { !chance.contains($0.path) }.map { difference in
      let byte = difference.range.map { " (byte \($0.lowerBound))" } ?? ""
      let path = difference.path.hasPrefix("byte ") ? difference.path : difference.path + byte
      return CaseDifference(
        .packet, path: path, expected: difference.expectedText, actual: difference.actualText, step: step)
    }
  }
}
