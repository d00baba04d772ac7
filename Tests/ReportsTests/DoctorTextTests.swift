import FoundationEssentials
import Jobs
import Reports
import TestSupport
import Testing

@Suite struct DoctorTextTests {
  private static let report = DoctorReport(
    worker: Hello(
      build: "0.1.0+test", kernelRelease: "6.12.9", machine: "x86_64", libbpf: "1.4", networkNamespace: nil),
    groups: [
      Survey.Group(
        title: "Program types that load",
        items: [
          Survey.Item("socket_filter", .yes), Survey.Item("kprobe", .yes), Survey.Item("sched_cls", .yes),
          Survey.Item("cgroup_sock_addr", .yes), Survey.Item("raw_tracepoint_writable", .yes),
          Survey.Item("flow_dissector", .yes), Survey.Item("cgroup_sockopt", .yes), Survey.Item("sk_lookup", .yes),
          Survey.Item(
            "lirc_mode2", .no, detail: "refused with EINVAL (invalid argument)",
            remedy: "use a kernel built with CONFIG_BPF_LIRC_MODE2"),
          Survey.Item("tracepoint", .no, detail: "needs CAP_PERFMON", remedy: "Run with CAP_PERFMON, or as root."),
          Survey.Item("ext", .partly, detail: "not tried: it takes another program to replace a function of"),
          Survey.Item("perf_event", .no, detail: "needs CAP_PERFMON", remedy: "Run with CAP_PERFMON, or as root."),
        ]),
      Survey.Group(
        title: "Other kernels, in virtual machines",
        items: [
          Survey.Item("QEMU", .yes, detail: "QEMU emulator version 7.2.22"),
          Survey.Item(
            "KVM", .no,
            detail:
              "/dev/kvm cannot be opened: Permission denied; virtual machines run under plain emulation, a kernel "
              + "boots in seconds all the same", remedy: "join the group kvm, or run as root"),
          Survey.Item("a name longer than its column is wide", .no, detail: "and its detail", remedy: "something"),
        ]),
    ])

  @Test func `groups, lists and remedies fit 100 columns`() {
    let text = DoctorText(Self.report).render(TerminalTraits())
    expectGolden(text, at: "Tests/ReportsTests/Golden/doctor.txt")
    #expect(text.split(separator: "\n").allSatisfy { TerminalText.width($0) <= 100 })
  }

  @Test func `a worker that could not answer is said before the tools`() {
    let report = DoctorReport(
      worker: nil,
      problem: Reason(
        "assay-worker not found (looked at bin/assay-worker)", advice: "Install it beside assay.",
        evidence: ["one\u{1B}[2J"]),
      groups: [
        Survey.Group(
          title: "Compiling", items: [Survey.Item("clang", .no, detail: "none", remedy: "apt-get install clang")])
      ])
    expectGolden(DoctorText(report).render(TerminalTraits()), at: "Tests/ReportsTests/Golden/doctor-no-worker.txt")
  }

  @Test func `colours only add to the text`() {
    let plain = DoctorText(Self.report).render(TerminalTraits())
    let coloured = DoctorText(Self.report).render(TerminalTraits(colour: true))
    let stripped = coloured.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
    #expect(coloured != plain)
    #expect(stripped == plain)
  }

  @Test func `names and words of others cannot reach the terminal raw`() {
    let report = DoctorReport(
      worker: Hello(build: "", kernelRelease: "6\u{1B}[1m", machine: "\u{7}", libbpf: "\n", networkNamespace: nil),
      groups: [
        Survey.Group(title: "\u{1B}T", items: [Survey.Item("\u{1B}N", .no, detail: "\u{1B}D", remedy: "\u{1B}R")])
      ])
    let text = DoctorText(report).render(TerminalTraits())
    #expect(!text.contains("\u{1B}") && !text.contains("\u{7}"))
  }

  @Test func `the JSON form comes back as it was`() throws {
    let json = try Self.report.json()
    #expect(try CanonicalJSON.decode(DoctorReport.self, from: Data(json.utf8)) == Self.report)
    #expect(json.contains("\"version\" : 1"))
  }
}
