import Testing

@testable import KernelFacts

@Suite struct TypeTableTests {
  @Test func `every row of every table decodes`() {
    #expect(ProgramTypeFacts.all.count == FactTable.lines(ProgramTypeFacts.table).count)
    #expect(AttachTypeFacts.all.count == FactTable.lines(AttachTypeFacts.table).count)
    #expect(MapTypeFacts.all.count == FactTable.lines(MapTypeFacts.table).count)
    #expect(SectionTable.all.count == FactTable.lines(SectionTable.table).count)
  }

  @Test func `the row of type N stands at index N`() {
    #expect(ProgramTypeFacts.all.map(\.type.rawValue) == Array(0..<33))
    #expect(AttachTypeFacts.all.map(\.type.rawValue) == Array(0..<62))
    #expect(MapTypeFacts.all.map(\.type.rawValue) == Array(0..<36))
  }

  @Test func `names are unique and lead back to their type`() {
    for facts in ProgramTypeFacts.all { #expect(ProgramType(name: facts.name) == facts.type) }
    for facts in AttachTypeFacts.all { #expect(AttachType(name: facts.name) == facts.type) }
    for facts in MapTypeFacts.all { #expect(MapType(name: facts.name) == facts.type) }
    #expect(ProgramType(name: "xpd") == nil)
  }

  @Test func `every type but unspec has the kernel that brought it`() {
    #expect(ProgramTypeFacts.all.filter { $0.since == nil }.map(\.name) == ["unspec"])
    #expect(MapTypeFacts.all.filter { $0.since == nil }.map(\.name) == ["unspec"])
    #expect(
      AttachTypeFacts.all.filter { $0.since == nil }.map(\.name)
        == ["trace_fentry_multi", "trace_fexit_multi", "trace_fsession_multi"])
  }

  @Test func `types came to the kernel in the order of their numbers`() {
    for kinds in [ProgramTypeFacts.all.compactMap(\.since), MapTypeFacts.all.compactMap(\.since)] {
      #expect(kinds == kinds.sorted())
    }
  }

  @Test func `a number from a newer kernel is a value with a name`() {
    #expect(ProgramType(rawValue: 57).name == "type 57")
    #expect(AttachType(rawValue: .max).name == "type 4294967295")
    #expect(MapType(rawValue: 36).facts == nil)
  }

  @Test func `a test run comes with the type or after it`() {
    for facts in ProgramTypeFacts.all {
      if let testRun = facts.testRunSince, let since = facts.since { #expect(testRun >= since) }
      if let sleepable = facts.sleepableSince, let since = facts.since { #expect(sleepable >= since) }
    }
  }

  @Test func `constants are named for the kernel's words`() {
    #expect(ProgramType.xdp.name == "xdp")
    #expect(ProgramType.schedCls.name == "sched_cls")
    #expect(ProgramType.cgroupSkb.facts?.requiredCapabilities == [.bpf])
    #expect(ProgramType.xdp.facts?.requiredCapabilities == [.bpf, .netAdmin])
    #expect(ProgramType.kprobe.facts?.requiredCapabilities == [.bpf, .perfmon])
    #expect(ProgramType.ext.facts?.requiredCapabilities == [.bpf, .perfmon, .netAdmin])
    #expect(AttachType.cgroupInet4Connect.name == "cgroup_inet4_connect")
    #expect(MapType.ringbuf.facts?.traits == [.ringBuffer])
    #expect(MapType.percpuCgroupStorage.facts?.traits == [.perCPU, .localStorage])
    #expect(MapType.arena.facts?.libbpfSince == LibbpfVersion(1, 4))
  }
}
