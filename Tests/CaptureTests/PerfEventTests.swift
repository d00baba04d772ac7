import Testing

@testable import Capture

@Suite struct PerfEventTests {
  private func event(_ type: UInt32, _ config: UInt64, _ first: UInt64 = 0, _ second: UInt64 = 0) -> String {
    var fields = Fields(count: PerfEvent.size)
    fields.set(0, to: type)
    fields.set(8, to: config)
    fields.set(56, to: first)
    fields.set(64, to: second)
    return PerfEvent(fields, events: EventNames(kprobe: 8, uprobe: 9)) { $0 == 1 ? "do_exit" : "/bin/sh" }.target
  }

  @Test func `events are named`() {
    #expect(event(8, 0, 1) == "kprobe do_exit")
    #expect(event(8, 1, 1) == "kretprobe do_exit")
    #expect(event(8, 0, 1, 16) == "kprobe do_exit+0x10")
    #expect(event(8, 0, 0, 0xffff_0000) == "kprobe 0xffff0000")
    #expect(event(9, 1, 2, 0x40) == "uretprobe /bin/sh:0x40")
    #expect(event(1, 1) == "software task-clock")
    #expect(event(0, 3) == "hardware 3")
    #expect(event(77, 1) == "event 77:1")
  }
}
