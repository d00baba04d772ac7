import Testing

@testable import LiveKernel

@Suite struct EventDevicesTests {
  @Test(arguments: [
    ("0-3,8", [0, 1, 2, 3, 8]), ("5\n", [5]), ("", []), ("1,0", [0, 1]),
  ]) func `a list of processors is read`(text: String, numbers: [Int]) {
    #expect(CPUList(text)?.numbers == numbers)
  }

  @Test(arguments: ["x", "3-1", "-1", "1-2-3", "0-99999999"]) func `what is no list is none`(text: String) {
    #expect(CPUList(text) == nil)
  }

  @Test func `fields go where the format says, in pieces too`() throws {
    let cpu = try #require(EventTree.devices(EventTree.bare).device("cpu"))
    let wide = try #require(try cpu.event("wide"))
    // The event's low eight bits, the umask, inv, and the event's ninth bit at 32.
    #expect(wide.config == 0xC2 | 0x03 << 8 | 1 << 23 | 1 << 32)
    #expect(wide.type == 4)
    #expect(wide.name == "cpu/wide")
    let written = try #require(try cpu.event("event=0x76,ldlat=30,config2=7"))
    #expect(written.config == 0x76)
    #expect(written.config1 == 30)
    #expect(written.config2 == 7)
    #expect(try cpu.event("inv")?.config == 1 << 23)
    #expect(try cpu.event("nothing") == nil)
  }

  @Test(arguments: [
    ("event=x", "event wants a number, not x"), ("nonsense=1", "cpu events have no field nonsense"),
    ("umask=0x100", "umask has 8 bits: 256 does not fit"),
    ("slow", "it counts in fractions of a unit and for the whole processor"),
  ]) func `terms that say nothing are refused with a reason`(terms: String, reason: String) throws {
    let cpu = try #require(EventTree.devices(EventTree.bare).device("cpu"))
    #expect(throws: CounterRefusal("cpu/\(terms)", .unknown(reason))) { _ = try cpu.event(terms) }
  }

  @Test func `a name cannot lead out of the directory`() {
    let devices = EventTree.devices(EventTree.bare)
    #expect(devices.device("../cpu") == nil)
    #expect(devices.event("../type", of: "cpu") == nil)
  }

  @Test func `kinds of processors are told from other devices`() {
    #expect(EventTree.devices(EventTree.hybrid).kinds.map(\.name) == ["cpu_atom", "cpu_core"])
    #expect(EventTree.devices(EventTree.bare).kinds.isEmpty)
    #expect(EventTree.devices(["cpu_core/type": "4", "cpu_core/cpus": "0-3"]).kinds.isEmpty)
  }
}
