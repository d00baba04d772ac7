import Jobs

/// A clock of this machine, read together with what tells that a burst was disturbed.
final class GroupClock: BurstClock {
  let kind: BenchClock
  let counters: [String]
  private var group: CounterGroup
  private var begun: CounterReading?

  /// The best clock there is for a task that is bound to a processor, with further events.
  init(cpu: Int?, events: [String]) throws(Refusal) {
    do throws(CounterRefusal) {
      let names = EventNames(cpu: cpu)
      let further = try events.map { name throws(CounterRefusal) in try names.event(name) }
      let chosen = try ClockLadder(layer: PerfLayer(), cpu: cpu).climb(counters: further)
      kind = chosen.clock
      counters = chosen.group.counters.map(\.name)
      group = Self.group(chosen)
    } catch {
      throw Refusal(.environment, error.told(held: .ofThisProcess()))
    }
  }

  private static func group(_ chosen: consuming ChosenClock) -> CounterGroup { chosen.group }

  func start() { begun = group.read() }

  func stop() -> BurstReading? {
    guard let begun, let now = group.read() else { return nil }
    return now.since(begun)
  }
}
