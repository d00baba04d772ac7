import KernelFacts
import Testing

@Suite struct SectionTableTests {
  @Test func `a name with a target is split at its first slash`() throws {
    let match = try #require(SectionTable.match("tracepoint/syscalls/sys_enter_openat"))
    #expect(match.programType == .tracepoint)
    #expect(match.attachType == nil)
    #expect(match.target == "syscalls/sys_enter_openat")
    #expect(match.loadsByDefault)
  }

  @Test func `an exact name takes no target`() {
    #expect(SectionTable.match("xdp")?.attachType == .xdp)
    #expect(SectionTable.match("xdp/filter") == nil)
    #expect(SectionTable.match("cgroup/connect4")?.attachType == .cgroupInet4Connect)
    #expect(SectionTable.match("cgroup/connect4/x") == nil)
    #expect(SectionTable.match("xdp.frags/devmap")?.takesFragments == true)
  }

  @Test func `a question mark keeps the program from loading by itself`() throws {
    let match = try #require(SectionTable.match("?kprobe/do_nanosleep"))
    #expect(!match.loadsByDefault)
    #expect(match.target == "do_nanosleep")
    #expect(SectionTable.match("??kprobe/x") == nil)
  }

  @Test func `a name without its target has none`() {
    #expect(SectionTable.match("kprobe")?.target == nil)
    #expect(SectionTable.match("fentry/")?.target == nil)
    #expect(SectionTable.match("fentry/")?.programType == .tracing)
  }

  @Test func `sleepable names say so`() {
    #expect(SectionTable.match("lsm.s/file_open")?.isSleepable == true)
    #expect(SectionTable.match("lsm/file_open")?.isSleepable == false)
    #expect(SectionTable.match("uprobe.multi.s//bin/true:main")?.isSleepable == true)
  }

  @Test func `what libbpf looks up in BTF is named`() {
    #expect(SectionTable.match("tp_btf/sched_switch")?.btfTargetName == "btf_trace_sched_switch")
    #expect(SectionTable.match("lsm/file_open")?.btfTargetName == "bpf_lsm_file_open")
    #expect(SectionTable.match("iter/task")?.btfTargetName == "bpf_iter_task")
    #expect(SectionTable.match("fentry/vfs_read")?.btfTargetName == "vfs_read")
    #expect(SectionTable.match("freplace/f")?.btfTargetName == nil)
    #expect(SectionTable.match("kprobe/f")?.btfTargetName == nil)
  }

  @Test func `newer names carry the kernel and the libbpf that brought them`() {
    let session = SectionTable.match("uprobe.session/x")?.definition
    #expect(session?.since == KernelVersion(6, 13))
    #expect(session?.libbpfSince == LibbpfVersion(1, 6))
    #expect(SectionTable.match("tcx/ingress")?.definition.since == KernelVersion(6, 6))
    #expect(SectionTable.match("fsession/x")?.definition.since == KernelVersion(7, 0))
    #expect(SectionTable.match("fentry.s/x")?.definition.since == KernelVersion(5, 10))
  }

  @Test func `no section is older than its type`() {
    for definition in SectionTable.all {
      if let since = definition.since, let type = definition.programType.facts?.since {
        #expect(since >= type, "\(definition.name)")
      }
      if definition.flags.contains(.btfTarget) {
        #expect(definition.programType.facts?.needsBTFTarget == true, "\(definition.name)")
      }
    }
  }

  @Test func `names are unique`() {
    #expect(Set(SectionTable.all.map(\.name)).count == SectionTable.all.count)
  }

  @Test(arguments: [
    ("xdp_devmap/x", "xdp/devmap"), ("xdp_cpumap/x", "xdp/cpumap"), ("xdp_prog1", "xdp"),
    ("classifier/in", "classifier"),
    ("xdp/filter", "xdp"), ("socket1", "socket"), ("cgroup/connect4/x", "cgroup/connect4"), ("tc_cls", "tc"),
    ("sk_skb/stream_parser1", "sk_skb/stream_parser"),
  ])
  func `a form that libbpf 1 dropped names its successor`(old: String, new: String) {
    #expect(SectionTable.successor(of: old)?.name == new)
  }

  @Test(arguments: ["xdp", "kprobe/x", "maps", "prog", "", "?", "/"])
  func `what was never a form has no successor`(name: String) {
    #expect(SectionTable.successor(of: name) == nil)
  }

  @Test func `a misspelt name finds its neighbours`() {
    #expect(SectionTable.nearest(to: "tracepiont/sched/sched_switch").first == "tracepoint")
    #expect(SectionTable.nearest(to: "kprob/x").first == "kprobe")
    #expect(SectionTable.nearest(to: "cgroup/conect4").contains("cgroup/connect4"))
    #expect(SectionTable.nearest(to: "xpd").first == "xdp")
    #expect(SectionTable.nearest(to: "entirely_mine").isEmpty)
    #expect(SectionTable.nearest(to: String(repeating: "x", count: 100_000)).isEmpty)
  }
}
