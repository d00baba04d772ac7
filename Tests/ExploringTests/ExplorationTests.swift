import BPF
import Exploring
import Testing

/// The search, on a program that is none.
@Suite struct ExplorationTests {
  private static let constants = ConstantPool([
    .branch(.equal, 1, .immediate(17), distance: 0), .branch(.equal, 1, .immediate(0x7b), distance: 0),
  ])

  private func explore(
    seed: UInt64, limits: ExploreLimits = ExploreLimits(plateau: 100_000), reachable: Int = 4
  ) -> (end: ExploreEnd, finds: [Exploration<FakeTarget>.Find], target: FakeTarget, search: Exploration<FakeTarget>) {
    let target = FakeTarget()
    let search = Exploration(
      target, shape: FakeTarget.shape, constants: Self.constants, reachable: (0..<4).map { $0 < reachable },
      limits: limits, seed: seed)
    _ = search.begin(with: ExploreInput(origin: 0, packet: FakeTarget.packet))
    var finds: [Exploration<FakeTarget>.Find] = []
    let end = search.run(isOver: { false }, found: { finds.append($0) })
    return (end, finds, target, search)
  }

  @Test(arguments: UInt64(0)..<8) func `what lies behind three conditions is found, and is small`(seed: UInt64) throws {
    let (end, finds, _, search) = explore(seed: seed)
    #expect(end == .complete)
    #expect(search.taken == 4)
    #expect(search.unrepeated == 0)
    let last = try #require(finds.last { $0.marks[3] != 0 }).input
    #expect(last.packet.count == 34, "it was not cut: \(last.packet.count)")
    #expect(last.entries.count == 1)
    let changed = zip(last.packet, FakeTarget.packet).enumerated().filter { $0.element.0 != $0.element.1 }.map(\.offset)
    // The length, the two bytes that are asked for, and the checksum over them.
    #expect(Set(changed).isSubset(of: [16, 17, 22, 23, 24, 25]), "\(changed)")
  }

  @Test func `the same seed makes the same inputs, another one others`() {
    let limits = ExploreLimits(plateau: 1_000_000, inputs: 2000)
    let first = explore(seed: 5, limits: limits)
    let second = explore(seed: 5, limits: limits)
    let other = explore(seed: 6, limits: limits)
    #expect(first.end == .inputs)
    #expect(first.target.inputs == second.target.inputs)
    #expect(first.finds == second.finds)
    #expect(first.target.inputs != other.target.inputs)
  }

  @Test func `it ends when nothing new comes, soon where nothing is left`() {
    let complete = explore(seed: 1, limits: ExploreLimits(plateau: 50_000))
    #expect(complete.end == .complete)
    // What cannot be taken is not waited for; what could be is.
    let target = FakeTarget()
    let search = Exploration(
      target, shape: ExploreShape(packetBytes: 14...20), constants: Self.constants,
      reachable: [true, true, true, true], limits: ExploreLimits(plateau: 5000), seed: 1)
    _ = search.begin(with: ExploreInput(origin: 0, packet: [UInt8](repeating: 0, count: 14)))
    #expect(search.run(isOver: { false }, found: { _ in }) == .plateau)
    #expect(target.inputs.count >= 5000 && target.inputs.count < 5100, "\(target.inputs.count)")
  }

  @Test func `time ends it`() {
    let target = FakeTarget()
    let search = Exploration(
      target, shape: FakeTarget.shape, constants: Self.constants, reachable: [true, true, true, true],
      limits: ExploreLimits(plateau: 1_000_000), seed: 1)
    _ = search.begin(with: ExploreInput(origin: 0, packet: FakeTarget.packet))
    #expect(search.run(isOver: { true }, found: { _ in }) == .time)
    #expect(target.inputs.count < 100)
  }

  @Test func `a packet without a case to start from ends at once`() {
    let search = Exploration(
      FakeTarget(), shape: FakeTarget.shape, constants: Self.constants, reachable: [],
      limits: ExploreLimits(plateau: 10),
      seed: 0)
    #expect(search.run(isOver: { false }, found: { _ in }) == .inputs)
  }
}
