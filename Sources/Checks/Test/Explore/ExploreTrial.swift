import BPFObject
import Fixtures
import Jobs
import KernelFacts
import Reports
import Workers

/// What was found, run again as a case is: on fresh maps, without marks, three times; and once more with poison where the
/// program has written nothing.
struct ExploreTrial {
  /// What came of a find.
  struct Verdict {
    /// Whether it did the same each time.
    var holds: Bool
    /// What should not be.
    var problems: [String] = []
  }

  private static let runs = 3
  private static let mostEntries = 1000

  let subject: ExploreSubject
  private(set) var values: [UInt8] = []
  /// The cases: `runs` for each find, and one with poison.
  private(set) var cases: [TestCase] = []
  /// The maps that each case reads at its end.
  private let maps: [MapDefinition]

  init(_ subject: ExploreSubject, _ finds: [ExploreFind]) {
    self.subject = subject
    maps = subject.input.object.maps.filter { map in
      map.origin == .declared
        && [.hash, .array, .lruHash, .percpuHash, .percpuArray, .lruPercpuHash].contains(map.type)
    }
    values = subject.values
    for find in finds {
      for number in 0...Self.runs { cases.append(testCase(find, poisons: number == Self.runs)) }
    }
  }

  private mutating func testCase(_ find: ExploreFind, poisons: Bool) -> TestCase {
    var test = TestCase(number: cases.count)
    if subject.planned.indices.contains(find.origin) { test.globals = subject.planned[find.origin].test.globals }
    test.steps = find.entries.map { entry in
      .put(
        MapWrite(
          map: entry.map, key: values.slice(entry.key), value: .bytes(values.slice(entry.value))))
    }
    var input = TestInput(program: subject.program.name)
    input.packet = find.packet.map { values.slice($0) }
    input.context = find.context.map { values.slice($0) }
    input.poisons = poisons
    test.steps.append(.run(input))
    test.steps += maps.map { .read(map: $0.name, limit: Self.mostEntries) }
    return test
  }

  // MARK: - Judging

  /// What came of a find, by its number among them.
  func verdict(
    on number: Int, _ find: ExploreFind, _ outcomes: [Int: (outcome: CaseOutcome, bytes: [UInt8])]
  ) -> Verdict {
    let first = number * (Self.runs + 1)
    let plain = (first..<first + Self.runs).map { outcomes[$0] }
    let returned = plain.map { $0.flatMap { Self.run($0.outcome)?.returned } }
    guard returned.allSatisfy({ $0 == find.returned }) else { return Verdict(holds: false) }
    var verdict = Verdict(holds: true)
    guard let clean = plain[0], let poisoned = outcomes[first + Self.runs], poisoned.outcome.failure == nil else {
      return verdict
    }
    if let run = Self.run(poisoned.outcome), run.returned != find.returned {
      verdict.problems.append(
        "it returns \(text(find.returned)), or \(text(run.returned)) where other bytes stood on its stack: it reads what it never wrote"
      )
    } else if givesTheSame(clean, plain[1]), Self.packet(clean) != Self.packet(poisoned) {
      verdict.problems.append(
        "the packet is another one where other bytes stood on its stack: it sends what it never wrote")
    }
    verdict.problems += leaks(find, poisoned)
    return verdict
  }

  /// Whether two runs gave the same packet: what changes by itself is no finding.
  private func givesTheSame(
    _ one: (outcome: CaseOutcome, bytes: [UInt8]), _ other: (outcome: CaseOutcome, bytes: [UInt8])?
  ) -> Bool {
    other.map { Self.packet(one) == Self.packet($0) } ?? false
  }

  private func leaks(_ find: ExploreFind, _ ran: (outcome: CaseOutcome, bytes: [UInt8])) -> [String] {
    let reads = ran.outcome.steps.suffix(maps.count)
    guard reads.count == maps.count else { return [] }
    return zip(maps, reads).compactMap { map, step in
      guard case .entries(let entries, let isWhole) = step else { return nil }
      let contents = MapContents(
        entries: entries.map { entry in
          MapContents.Entry(
            key: entry.key.bytes(of: ran.bytes) ?? [], values: entry.values.map { $0.bytes(of: ran.bytes) ?? [] })
        }, isWhole: isWhole, namesProcessors: false)
      // What the input itself put there is the input's.
      let written = MapContents(
        entries: contents.entries.filter { entry in
          !find.entries.contains { $0.map == map.name && $0.key == entry.key }
        }, isWhole: isWhole, namesProcessors: false)
      let leaks = MapText.leaks(
        in: written, of: map, object: subject.input.object, poison: CasePlanner.poison, filled: [])
      return leaks.first.map { "map \(map.name), \($0): bytes that it never wrote" }
    }
  }

  private func text(_ returned: UInt32) -> String { ReturnNames.text(returned, of: subject.type) }

  private static func run(_ outcome: CaseOutcome) -> RunOutcome? {
    guard outcome.failure == nil else { return nil }
    for case .ran(let run) in outcome.steps { return run }
    return nil
  }

  private static func packet(_ ran: (outcome: CaseOutcome, bytes: [UInt8])) -> [UInt8]? {
    run(ran.outcome)?.packet?.bytes(of: ran.bytes)
  }
}
