import Glibc
import Jobs
import TestSupport
import Testing

@testable import LiveKernel

@Suite struct ClockLadderTests {
  private static let misses = CounterEvent(name: "cache-misses", type: 0, config: 3)

  /// Time that passes by being asked for.
  private static var time: TimeSource {
    final class Clock {
      var now: UInt64 = 0
    }
    let clock = Clock()
    return TimeSource(
      nanoseconds: {
        clock.now += 50
        return clock.now
      }, ticks: { 1_000 + clock.now * 5 / 2 })
  }

  private static func ladder(_ layer: ScriptedLayer, _ files: [String: String], cpu: Int? = 1) -> ClockLadder {
    ClockLadder(layer: layer, devices: EventTree.devices(files), time: time, cpu: cpu)
  }

  @Test func `cycles and instructions come first, in one group`() throws {
    let layer = ScriptedLayer()
    let ladder = Self.ladder(layer, EventTree.bare)
    let chosen = try ladder.climb(counters: [Self.misses])
    #expect(chosen.clock.rung == .cycles)
    #expect(chosen.clock.frequency == nil)
    #expect(chosen.group.counters.map(\.name) == ["instructions", "cache-misses"])
    #expect(chosen.refusals == [])
    #expect(layer.members.values.map(\.count).max() == 5)
  }

  @Test func `without a counter the registers come next, and none is called cycles`() throws {
    let layer = ScriptedLayer()
    layer.refused = ["cycles": ENOENT]
    let ladder = Self.ladder(layer, EventTree.bare)
    let chosen = try ladder.climb()
    #expect(chosen.clock.rung == .coreCycles)
    #expect(chosen.group.clock.unit == "core cycles")
    #expect(chosen.group.counters.map(\.name) == ["msr/irperf"])
    #expect(chosen.refusals == [RungRefusal(rung: .cycles, refusal: CounterRefusal("cycles", .absent(ENOENT)))])
  }

  @Test func `a virtual machine's clock is the time-stamp counter, whose rate is told`() throws {
    let layer = ScriptedLayer()
    layer.refused = ["cycles": ENOENT, "ref-cycles": EOPNOTSUPP]
    layer.rates = ["msr/tsc": 1560]
    let ladder = Self.ladder(layer, EventTree.virtual)
    let chosen = try ladder.climb()
    #expect(chosen.clock.rung == .tsc)
    let frequency = try #require(chosen.clock.frequency)
    #expect(abs(frequency / 2.5e9 - 1) < 0.001)
    #expect(chosen.refusals.map(\.rung) == [.cycles, .coreCycles, .referenceCycles, .referenceCycles])
    #expect(chosen.refusals.map(\.refusal.event) == ["cycles", "msr/aperf", "ref-cycles", "msr/mperf"])
  }

  @Test func `without any register it is the task's clock`() throws {
    let layer = ScriptedLayer()
    layer.refused = ["cycles": ENOENT, "ref-cycles": ENOENT]
    let ladder = Self.ladder(layer, [:])
    let chosen = try ladder.climb()
    #expect(chosen.clock.rung == .taskClock)
    #expect(chosen.clock.frequency == 1e9)
  }

  @Test(arguments: [EACCES, EPERM]) func `where perf is not allowed only the wall's clock is left`(code: CInt) throws {
    let layer = ScriptedLayer()
    layer.refused = ["": code]
    let ladder = Self.ladder(layer, EventTree.bare)
    let chosen = try ladder.climb()
    #expect(chosen.clock == BenchClock(.wallClock, frequency: 1e9, step: chosen.clock.step))
    #expect(chosen.refusals.allSatisfy { $0.refusal.reason == .notAllowed(code) })
    #expect(chosen.refusals.map(\.rung).last == .taskClock)
    #expect(chosen.refusals.first?.refusal.words.contains("perf_event_paranoid") == true)
    // Nothing else can be counted beside it, and it is not counted as 0.
    #expect(throws: CounterRefusal("cache-misses", .notAllowed(code))) {
      _ = try ladder.climb(counters: [Self.misses])
    }
  }

  @Test func `a group that is multiplexed loses its instructions, then its rung`() throws {
    let crowded = ScriptedLayer()
    crowded.room = 1
    let one = Self.ladder(crowded, EventTree.bare)
    let alone = try one.climb()
    #expect(alone.clock.rung == .cycles)
    #expect(alone.group.counters == [])
    #expect(alone.refusals == [RungRefusal(rung: .cycles, refusal: CounterRefusal("cycles", .noRoom))])

    let shared = ScriptedLayer()
    shared.shares = [0.5]
    let two = Self.ladder(shared, EventTree.virtual)
    let chosen = try two.climb()
    #expect(chosen.clock.rung == .wallClock)
    #expect(chosen.refusals.filter { $0.rung == .cycles }.map(\.refusal.reason) == [.multiplexed, .multiplexed])
  }

  @Test func `a member without room is left out when it is the clock's own, and an error when it was asked for`() throws
  {
    let layer = ScriptedLayer()
    layer.refusedAsMember = ["instructions": EINVAL]
    let ladder = Self.ladder(layer, EventTree.bare)
    #expect(try ladder.climb(counters: [Self.misses]).group.counters.map(\.name) == ["cache-misses"])
    layer.refusedAsMember["cache-misses"] = ENOSPC
    #expect(throws: CounterRefusal.self) { _ = try ladder.climb(counters: [Self.misses]) }
    #expect(layer.isOpen.isEmpty)
  }

  @Test func `an event that the machine lacks is an error that names it`() throws {
    let layer = ScriptedLayer()
    layer.refused = ["cache-misses": ENOENT]
    let ladder = Self.ladder(layer, EventTree.virtual)
    #expect(throws: CounterRefusal("cache-misses", .absent(ENOENT))) {
      _ = try ladder.climb(counters: [Self.misses])
    }
  }

  @Test func `a counter that stands still is no clock`() throws {
    let layer = ScriptedLayer()
    layer.rates = ["cycles": 0]
    let ladder = Self.ladder(layer, EventTree.virtual)
    let chosen = try ladder.climb()
    #expect(chosen.clock.rung == .referenceCycles)
    #expect(chosen.refusals.first?.refusal == CounterRefusal("cycles", .standsStill))
  }

  @Test func `a group whose read fails is no clock, and the next one is taken`() throws {
    for (result, reason) in [
      (-Int(EIO), CounterRefusal.Reason.failed(EIO)), (0, .noRoom),
      (24, .unknown("a read of its group gave 24 bytes, fewer than it has")),
    ] {
      let layer = ScriptedLayer()
      layer.odd = [0: result, 1: result]
      let ladder = Self.ladder(layer, EventTree.bare)
      let chosen = try ladder.climb()
      #expect(chosen.refusals.first?.refusal == CounterRefusal("cycles", reason))
    }
  }

  @Test func `a clock that is asked for is taken or refused, nothing else`() throws {
    let layer = ScriptedLayer()
    let ladder = Self.ladder(layer, EventTree.bare)
    for rung in BenchClock.Rung.allCases where rung != .instructions {
      #expect(try ladder.climb(to: rung).clock.rung == rung)
    }
    layer.refused = ["cycles": EOPNOTSUPP]
    #expect(throws: CounterRefusal("cycles", .absent(EOPNOTSUPP))) { _ = try ladder.climb(to: .cycles) }
    let bare = Self.ladder(layer, [:])
    #expect(throws: CounterRefusal("msr/tsc", .unknown("perf has no msr/tsc event here"))) {
      _ = try bare.climb(to: .tsc)
    }
  }

  @Test func `where processors are of two kinds it is the pinned one's that counts`() throws {
    let layer = ScriptedLayer()
    let small = Self.ladder(layer, EventTree.hybrid, cpu: 5)
    let chosen = try small.climb(counters: [CounterEvent(name: "r1c2", type: 4, config: 0x1C2)])
    #expect(chosen.group.clock == CounterEvent(name: "cpu_atom/cycles", type: 0, config: 10 << 32, unit: "cycles"))
    #expect(chosen.group.counters.map(\.name) == ["cpu_atom/instructions", "cpu_atom/r1c2"])
    #expect(chosen.group.counters.map(\.type) == [0, 10])
    let large = Self.ladder(layer, EventTree.hybrid, cpu: 0)
    #expect(try large.climb().group.clock.config == 4 << 32)
  }

  @Test func `where processors are of two kinds and none is chosen nothing is added up`() throws {
    let layer = ScriptedLayer()
    for cpu in [nil, 9] {
      let ladder = Self.ladder(layer, EventTree.hybrid, cpu: cpu)
      let chosen = try ladder.climb()
      #expect(chosen.clock.rung == .tsc)
      #expect(chosen.refusals.first?.refusal.words.hasPrefix("cpu_atom and cpu_core count it apart") == true)
      #expect(!layer.openedNames.contains("cycles"))
      #expect(throws: CounterRefusal.self) { _ = try ladder.climb(counters: [Self.misses]) }
    }
  }

  @Test func `the step is the distance between the sizes of differences`() throws {
    // Reads of a clock that moves by 26 take 59, 60 or 61 of its steps; those of one that moves by 1 anything.
    for (sizes, step) in [
      ([1534, 1560, 1586], 26.0), ([620, 621, 631], 10), ([100, 101, 102, 103, 117], 1), ([7], 1),
    ] {
      let layer = VaryingLayer(sizes: sizes.map(UInt64.init))
      var group = try CounterGroup(.cycles, layer: layer)
      #expect(ClockCalibration(time: Self.time).step(of: &group) == step)
    }
  }

  @Test(.requires("host:perfmon")) func `this machine has a clock that stops while the task waits`() throws {
    let pin = try PinnedThread()
    var chosen = try ClockLadder(layer: PerfLayer(), cpu: pin.cpu).climb()
    #expect(chosen.clock.rung != .wallClock)
    let first = try chosen.group.demand()
    usleep(20_000)
    let burst = try chosen.group.demand().since(first)
    #expect(burst.switches > 0)
    // 20 ms of waiting: at the lowest rate any clock has, a million units.
    if let frequency = chosen.clock.frequency { #expect(burst.value < 0.02 * frequency) }
    #expect(chosen.refusals.allSatisfy { !$0.refusal.words.isEmpty })
    #expect(chosen.clock.step >= 1)
  }

  @Test(.requires("host:perfmon")) func `the time-stamp counter and the task's clock tell the same time`() throws {
    let pin = try PinnedThread()
    let ladder = ClockLadder(layer: PerfLayer(), cpu: pin.cpu)
    var ticks = try ladder.climb(to: .tsc, counters: [.taskClock])
    let frequency = try #require(ticks.clock.frequency)
    let first = try ticks.group.demand()
    let end = TimeSource.host.nanoseconds() + 30_000_000
    while TimeSource.host.nanoseconds() < end {}
    let burst = try ticks.group.demand().since(first)
    #expect(abs(burst.value / frequency * 1e9 / burst.counts[0] - 1) < 0.02)
  }
}
