import Glibc
import TestSupport
import Testing

@testable import LiveKernel

@Suite struct CounterGroupTests {
  private static let event = CounterEvent(name: "cache-misses", type: 0, config: 3)

  private static func group(_ layer: ScriptedLayer, _ counters: [CounterEvent] = []) throws -> CounterGroup {
    try CounterGroup(.cycles, counters: counters, layer: layer)
  }

  @Test func `one read tells the clock, the counters and what disturbed`() throws {
    let layer = ScriptedLayer()
    layer.rates = ["cycles": 4000, "cache-misses": 3]
    layer.switchesAt = [2: 1]
    layer.migrationsAt = [3: 2]
    var group = try Self.group(layer, [Self.event])
    let readings = try (0..<5).map { _ in try group.demand() }
    #expect(layer.reads == 5)
    let bursts = zip(readings, readings.dropFirst()).map { $1.since($0) }
    #expect(bursts.map(\.value) == [4000, 4000, 4000, 4000])
    #expect(bursts.map(\.counts) == [[3], [3], [3], [3]])
    #expect(bursts.map(\.switches) == [0, 1, 0, 0])
    #expect(bursts.map(\.migrations) == [0, 0, 2, 0])
    #expect(bursts.map(\.isDisturbed) == [false, true, true, false])
  }

  @Test func `cycles of user space and of the kernel are counted beside all of them`() throws {
    let layer = ScriptedLayer()
    layer.rates = ["cycles": 1000, "cycles:u": 300, "cycles:k": 700]
    let names = EventNames(devices: EventTree.devices(EventTree.bare), cpu: 1)
    var group = try Self.group(layer, try ["cycles:u", "cycles:k"].map { try names.event($0) })
    let first = try group.demand()
    let burst = try group.demand().since(first)
    #expect(burst.value == 1000 && burst.counts == [300, 700])
    // Each is the clock's event without the other's part.
    let opened = layer.isOpen.values.filter { $0.name.hasPrefix("cycles:") }.sorted { $0.name < $1.name }
    #expect(opened.map(\.excludesUser) == [true, false] && opened.map(\.excludesKernel) == [false, true])
    #expect(opened.allSatisfy { ($0.type, $0.config) == (CounterEvent.cycles.type, CounterEvent.cycles.config) })
  }

  @Test func `a group that is rotated out is told for the bursts that it missed, and only for those`() throws {
    let layer = ScriptedLayer()
    layer.shares = [1, 1, 0.5, 1, 0]
    var group = try Self.group(layer)
    let readings = try (0..<6).map { _ in try group.demand() }
    #expect(
      zip(readings, readings.dropFirst()).map { $1.since($0).isDisturbed } == [false, true, false, true, false])
  }

  @Test(arguments: [.max, (1 << 48) - 1, (1 << 32) - 1, (1 << 63) - 1] as [UInt64])
  func `a counter that wraps counts on`(last: UInt64) throws {
    let layer = ScriptedLayer()
    layer.starts = ["cycles": last - 99, "cache-misses": last - 4]
    layer.rates = ["cycles": 70, "cache-misses": 3]
    var group = try Self.group(layer, [Self.event])
    let first = try group.demand()
    let second = try group.demand()
    #expect(second.since(first) == BurstReading(value: 70, counts: [3], switches: 0, migrations: 0, isWhole: true))
  }

  @Test func `a register of 48 bits that perf widened wraps, too`() throws {
    var words = CounterWords()
    words[3] = 0xFFFF_FFFF_FFF0
    let before = CounterReading(words: words, furtherCounters: 0)
    words[3] = 0x10
    #expect(CounterReading(words: words, furtherCounters: 0).since(before).value == 0x20)
    // Perf adds the difference of two 48-bit values as if they had 64 bits.
    words[3] = 0xFFFF_FFFF_FFF0 &+ (0x10 &- 0xFFFF_FFFF_FFF0)
    let burst = CounterReading(words: words, furtherCounters: 0).since(before)
    #expect(burst.value == 0x20)
    #expect(!burst.isDisturbed)
  }

  @Test func `a counter that goes backwards disturbs`() throws {
    var words = CounterWords()
    words[3] = 1000
    let before = CounterReading(words: words, furtherCounters: 0)
    words[3] = 990
    #expect(CounterReading(words: words, furtherCounters: 0).since(before).isDisturbed)
  }

  @Test func `a read that fails or is short is none, and says why`() throws {
    let layer = ScriptedLayer()
    layer.odd = [1: -Int(EINTR), 2: 40, 3: 0]
    var group = try Self.group(layer)
    let fine = group.complaint()
    #expect(fine == nil)
    let error = group.complaint()
    #expect(error == .error(EINTR))
    let short = group.complaint()
    #expect(short == .short(40))
    #expect(layer.disables.isEmpty)
    let none = group.complaint()
    #expect(none == .notCounted)
    // A pinned group in error counts again only after it was started again.
    #expect(layer.disables == [101])
    #expect(layer.enables == [101, 101])
    let again = group.complaint()
    #expect(again == nil)
  }

  @Test(arguments: [
    (ENOENT, CounterRefusal.Reason.absent(ENOENT)), (EOPNOTSUPP, .absent(EOPNOTSUPP)), (ENODEV, .absent(ENODEV)),
    (EACCES, .notAllowed(EACCES)), (EPERM, .notAllowed(EPERM)), (EINVAL, .invalid(EINVAL)), (EMFILE, .failed(EMFILE)),
  ])
  func `what opening says is told apart, and nothing stays open`(code: CInt, reason: CounterRefusal.Reason) throws {
    let layer = ScriptedLayer()
    layer.refused = ["cycles": code]
    #expect(throws: CounterRefusal("cycles", reason)) { _ = try CounterGroup(.cycles, layer: layer) }
    #expect(layer.isOpen.isEmpty)
  }

  @Test func `a member that is refused names itself, and the leader is closed`() throws {
    for (code, reason) in [(EINVAL, CounterRefusal.Reason.noRoom), (ENOSPC, .noRoom), (ENOENT, .absent(ENOENT))] {
      let layer = ScriptedLayer()
      layer.refusedAsMember = ["cache-misses": code]
      #expect(throws: CounterRefusal("cache-misses", reason)) { _ = try Self.group(layer, [Self.event]) }
      #expect(layer.isOpen.isEmpty)
      #expect(layer.openedNames == ["cycles", "context-switches", "cpu-migrations"])
    }
  }

  @Test func `more counters than a read has room for are refused before any is opened`() throws {
    let layer = ScriptedLayer()
    let many = (0...CounterReading.mostFurther).map { CounterEvent(name: "r\($0)", type: 4, config: UInt64($0)) }
    #expect(throws: CounterRefusal("r10", .tooMany(limit: 10))) { _ = try Self.group(layer, many) }
    #expect(layer.openedNames.isEmpty)
    var group = try Self.group(layer, many.dropLast())
    let reading = try group.demand()
    #expect(reading.count(9) == 500)
  }

  @Test func `a group closes all that it opened`() throws {
    let layer = ScriptedLayer()
    do {
      var group = try Self.group(layer, [Self.event])
      _ = group.read()
      #expect(layer.isOpen.count == 4)
    }
    #expect(layer.isOpen.isEmpty)
  }

  @Test(.requires("host:perfmon")) func `the kernel's own group counts this task`() throws {
    var group = try CounterGroup(.taskClock, layer: PerfLayer())
    let first = try group.demand()
    usleep(1000)
    let second = try group.demand()
    let burst = second.since(first)
    #expect(burst.switches >= 1)
    #expect(burst.isDisturbed)
    #expect(burst.isWhole)
    #expect(burst.value > 0)
  }

  @Test func `what a task reads itself tells its switches too`() throws {
    var group = try CounterGroup(OwnClockLayer.wall, layer: OwnClockLayer())
    let first = try group.demand()
    usleep(1000)
    let burst = try group.demand().since(first)
    #expect(burst.value >= 1_000_000)
    #expect(burst.switches >= 1)
    #expect(throws: CounterRefusal("cycles", .absent(EOPNOTSUPP))) {
      _ = try CounterGroup(.cycles, layer: OwnClockLayer())
    }
  }
}
