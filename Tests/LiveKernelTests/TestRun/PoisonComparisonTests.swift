import Jobs
import TestSupport
import Testing

@testable import LiveKernel

/// What depends on the poison in bytes that nothing defines, and what is chance.
struct PoisonComparisonTests {
  /// Bytes that slices are of.
  private final class Store {
    var bytes: [UInt8] = []

    func keep(_ more: [UInt8]) -> ByteSlice {
      defer { bytes += more }
      return ByteSlice(offset: bytes.count, count: more.count)
    }
  }

  private func outcome(_ store: Store, returned: UInt32 = 0, globals: [UInt8] = [], events: [[UInt8]] = [])
    -> CaseOutcome
  {
    var outcome = CaseOutcome(number: 0)
    outcome.steps = [
      .ran(RunOutcome(returned: returned, packet: nil, context: nil, nanoseconds: 0)),
      .globals(store.keep(globals)), .events(events.map { TestEvent(cpu: nil, bytes: store.keep($0)) }),
    ]
    return outcome
  }

  private func compared(_ store: Store, _ outcomes: [CaseOutcome]) -> [StepOutcome] {
    guard var comparison = PoisonComparison(outcomes[0], outcomes[1], in: store.bytes) else { return [] }
    comparison.again(outcomes[2], outcomes[3], in: store.bytes)
    return comparison.other { store.keep($0) }
  }

  @Test func `What is the same with both poisons is nothing`() {
    let store = Store()
    let all = (0..<4).map { _ in outcome(store, returned: 1, globals: [1, 2], events: [[3]]) }
    #expect(PoisonComparison(all[0], all[1], in: store.bytes) == nil)
  }

  @Test func `What follows the poison both times depends on it`() throws {
    let store = Store()
    let all = [7, 8, 7, 8].map { outcome(store, returned: $0, globals: [1, UInt8($0)]) }
    let steps = compared(store, all)
    guard case .ran(let run) = try #require(steps.first), case .globals(let slice) = steps[1] else {
      Issue.record("other steps than ran: \(steps)")
      return
    }
    #expect(run.returned == 8)
    #expect(slice.bytes(of: store.bytes) == [1, 8])
  }

  @Test func `What differs from run to run is chance, word by word`() throws {
    let store = Store()
    // The first word is a time; the second follows the poison.
    func globals(_ time: UInt8, _ poison: UInt8) -> [UInt8] {
      [time, 0, 0, 0, 0, 0, 0, 0, poison, 0, 0, 0, 0, 0, 0, 0]
    }
    let chance = [1, 2, 3, 4].map { outcome(store, globals: globals($0, 9)) }
    #expect(compared(store, chance).isEmpty)
    let both = [(1, 5), (2, 6), (3, 5), (4, 6)].map { outcome(store, globals: globals($0.0, $0.1)) }
    guard case .globals(let slice) = try #require(compared(store, both).dropFirst().first) else {
      Issue.record("no variables")
      return
    }
    #expect(slice.bytes(of: store.bytes) == globals(1, 6))
  }

  @Test func `Records that come by chance are no finding, and those that follow the poison are`() {
    let store = Store()
    func events(_ counts: [Int]) -> [CaseOutcome] {
      counts.map { outcome(store, events: Array(repeating: [1, 2, 3], count: $0)) }
    }
    #expect(compared(store, events([1, 2, 2, 1])).isEmpty)
    #expect(!compared(store, events([1, 2, 1, 2])).isEmpty)
  }

  @Test func `Whatever comes, it compares without a crash, and steady runs that differ are told`() {
    var random = SeededGenerator(seed: 42)
    for _ in 0..<500 {
      let store = Store()
      let all = (0..<4).map { _ in
        outcome(
          store, returned: UInt32.random(in: 0...2, using: &random),
          globals: (0..<Int.random(in: 0...20, using: &random)).map { _ in UInt8.random(in: 0...1, using: &random) },
          events: (0..<Int.random(in: 0...3, using: &random)).map { _ in
            (0..<Int.random(in: 0...9, using: &random)).map { _ in UInt8.random(in: 0...1, using: &random) }
          })
      }
      let steps = compared(store, all)
      #expect(steps.isEmpty || steps.count == all[1].steps.count)
      let told = compared(store, [all[0], all[1], all[0], all[1]])
      #expect(told.isEmpty == (PoisonComparison(all[0], all[1], in: store.bytes) == nil))
    }
  }
}
