import Testing

@testable import LiveKernel

@Suite struct EventNamesTests {
  private static func event(
    _ name: String, _ files: [String: String] = EventTree.bare, cpu: Int? = 1
  ) throws -> CounterEvent {
    try EventNames(devices: EventTree.devices(files), cpu: cpu).event(name)
  }

  private static func complaint(
    _ name: String, _ files: [String: String] = EventTree.bare, cpu: Int? = 1
  ) -> String? {
    do {
      let event = try event(name, files, cpu: cpu)
      Issue.record("\(name) is \(event)")
      return nil
    } catch let refusal as CounterRefusal {
      #expect(refusal.event == name)
      return refusal.words
    } catch {
      return nil
    }
  }

  @Test(arguments: [
    ("cycles", 0, 0), ("cpu-cycles", 0, 0), ("branch-misses", 0, 5), ("ref-cycles", 0, 9), ("cs", 1, 3),
    ("page-faults", 1, 2), ("L1-dcache-load-misses", 3, 0x10000), ("L1-icache-loads", 3, 1),
    ("LLC-store-misses", 3, 0x10102), ("dTLB-load-misses", 3, 0x10003), ("iTLB-loads", 3, 4),
    ("node-prefetches", 3, 0x206), ("branch-loads", 3, 5), ("r1c2", 4, 0x1C2), ("rff", 4, 0xFF),
    ("cpu/event=0x76/", 4, 0x76), ("cpu/event=0x76", 4, 0x76), ("msr/tsc/", 9, 0), ("msr/aperf/", 9, 1),
    ("cpu/wide/", 4, 0x1_0080_03C2), ("wide", 4, 0x1_0080_03C2), ("irperf", 9, 5),
  ]) func `names of perf list are read`(name: String, type: UInt32, config: UInt64) throws {
    let event = try Self.event(name)
    #expect((event.type, event.config) == (type, config))
    #expect(event.name == name)
    #expect(!event.excludesUser && !event.excludesKernel)
  }

  @Test(arguments: [
    ("cycles:u", false, true), ("cycles:k", true, false), ("cycles:uk", false, false), ("msr/tsc/k", true, false),
    ("cpu/event=1/:u", false, true),
  ]) func `modifiers leave out a side`(name: String, user: Bool, kernel: Bool) throws {
    let event = try Self.event(name)
    #expect((event.excludesUser, event.excludesKernel) == (user, kernel))
  }

  @Test(arguments: [
    ("cache-mises", "perf has no event of that name here; did you mean cache-misses?"),
    ("cycles:p", "p is no modifier of a count: u is user space only, k the kernel only"),
    ("cpu/wyde/", "cpu has no event wyde; did you mean wide?"),
    ("gpu/x/", "perf has no device gpu here, but cpu, msr, software"),
    ("cpu/event=zz/", "event wants a number, not zz"),
    ("sched:none", "tracefs shows no such tracepoint: there is none, or tracefs is not mounted or not readable"),
    ("duration_time", "perf has no event of that name here"), ("", "perf has no event of that name here"),
    ("/", "perf has no device  here, but cpu, msr, software"),
  ]) func `a name that is none is refused by name, with a reason`(name: String, reason: String) {
    #expect(Self.complaint(name) == reason)
  }

  @Test func `a tracepoint is counted by its number`() throws {
    var devices = EventTree.devices(EventTree.bare)
    let other = devices.files.text
    devices.files.text = { $0 == "/sys/kernel/tracing/events/sched/sched_switch/id" ? "317\n" : other($0) }
    let event = try EventNames(devices: devices).event("sched:sched_switch:k")
    #expect((event.type, event.config, event.excludesUser) == (2, 317, true))
  }

  @Test func `where processors are of two kinds the chosen one's is meant`() throws {
    #expect(try Self.event("cache-misses", EventTree.hybrid, cpu: 6).config == 10 << 32 | 3)
    #expect(try Self.event("dTLB-loads", EventTree.hybrid, cpu: 0).config == 4 << 32 | 3)
    #expect(try Self.event("r76", EventTree.hybrid, cpu: 6).type == 10)
    #expect(try Self.event("cs", EventTree.hybrid, cpu: 6).config == 3)
    #expect(try Self.event("cpu_core/cycles/", EventTree.hybrid, cpu: 0).config == 4 << 32)
    #expect(try Self.event("slots", EventTree.hybrid, cpu: 0).type == 4)
    #expect(
      Self.complaint("cpu_core/cycles/", EventTree.hybrid, cpu: 6)
        == "the measuring task does not run on a processor of cpu_core")
    #expect(
      Self.complaint("slots", EventTree.hybrid, cpu: 6) == "only cpu_core has it, not the chosen processor")
    #expect(Self.complaint("cycles", EventTree.hybrid, cpu: nil)?.contains("no processor is chosen") == true)
  }
}
