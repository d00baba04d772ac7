import Jobs

/// A clock of this machine, read together with what tells that a burst was disturbed.
final class GroupClock: BurstClock {
  let kind: BenchClock
  let counters: [String]
  private var group: CounterGroup
  private var begun: CounterReading?

  /// The best clock there is for a task that is bound to a processor.
  init(cpu: Int?) throws(Refusal) {
    do throws(CounterRefusal) {
      let chosen = try ClockLadder(layer: PerfLayer(), cpu: cpu).climb()
      kind = chosen.clock
      counters = chosen.group.counters.map(\.name)
      group = Self.group(chosen)
    } catch {
      throw Refusal(.environment, Reason("no clock to measure with: \(error.event): \(error.words)"))
    }
  }

  private static func group(_ chosen: consuming ChosenClock) -> CounterGroup { chosen.group }

  func start() { begun = group.read() }

  func stop() -> BurstReading? {
    guard let begun, let now = group.read() else { return nil }
    return now.since(begun)
  }
}
