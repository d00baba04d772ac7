import Jobs
import TestSupport
import Testing

@testable import LiveKernel

@Suite struct PreflightTests {
  /// A machine on which nothing disturbs.
  private static let quiet: [String: String] = [
    "/proc/sys/kernel/osrelease": "6.12.1", "/proc/sys/kernel/version": "#1", "/proc/sys/net/core/bpf_jit_enable": "1",
    "/proc/sys/net/core/bpf_jit_harden": "0", "/proc/sys/net/core/bpf_jit_kallsyms": "1",
    "/proc/sys/kernel/bpf_stats_enabled": "0", "/sys/devices/system/cpu/online": "0-3",
    "/sys/devices/system/cpu/vulnerabilities/meltdown": "Not affected",
    "/sys/devices/system/cpu/vulnerabilities/spectre_v1": "Mitigation: barriers",
    "/sys/devices/system/cpu/cpu1/cpufreq/scaling_governor": "performance",
    "/sys/devices/system/cpu/cpufreq/boost": "0",
    "/sys/devices/system/cpu/cpu1/topology/thread_siblings_list": "1",
    "/sys/devices/system/clocksource/clocksource0/current_clocksource": "tsc",
    "/proc/cpuinfo":
      "processor\t: 0\nmodel\t\t: 17\ncpu family\t: 25\nmodel name\t: Some Processor\nmicrocode\t: 0x12\n"
      + "flags\t\t: constant_tsc nonstop_tsc\n\nprocessor\t: 1\nmodel name\t: Other\n",
    "/proc/loadavg": "0.10 0.2 0.3 1/2 3", "/proc/pressure/cpu": "some avg10=0.00 avg60=1.0 avg300=2.0 total=3\n",
    "/proc/stat": "cpu  100 0 100 800 0 0 0 10 0 0\ncpu1 10 0 10 80 0 0 0 1 0 0\n",
  ]

  private static func report(
    _ changes: [String: String?] = [:], signature: String = "", kept: Bool? = false, cpu: Int? = 1,
    later: [String: String] = [:]
  ) -> PreflightReport {
    final class Files {
      var all: [String: String] = [:]
    }
    let files = Files()
    files.all = quiet.filter { changes[$0.key] == nil }.merging(changes.compactMapValues { $0 }) { $1 }
    let tree = SystemTree(
      text: { files.all[$0] }, entries: { SystemTree.made(files.all.map { ($0, $1) }).entries($0) })
    return Preflight(
      files: tree, signature: signature, cpu: cpu, timeStamp: { (2.5e9, 25) }, areStatisticsKept: { kept },
      pause: { files.all.merge(later) { $1 } }
    ).take()
  }

  private static func item(_ name: String, _ report: PreflightReport) -> Survey.Item? {
    report.group.items.first { $0.name == name }
  }

  @Test func `on a quiet machine everything is as it should be`() {
    let report = Self.report()
    #expect(report.group.items.filter { $0.state != .yes } == [])
    #expect(report.group.items.allSatisfy { !$0.detail.isEmpty })
    #expect(!report.isInterpreted && !report.isEmulated && !report.isLoaded)
    #expect(report.keepsStatistics == false)
    #expect(Self.item("processor", report)?.detail == "Some Processor, family 25, model 17, microcode 0x12")
    #expect(
      Self.item("steady time stamps", report)?.detail
        == "2500 MHz, in steps of 25 (10.0 ns): shorter differences are only seen over many runs")
    #expect(
      Self.item("mitigations", report)?.detail
        == "1 of 2 processor flaws are worked around, 0 are not: their cost is part of every figure")
  }

  @Test(arguments: [
    ("/proc/sys/net/core/bpf_jit_enable", "0", "JIT", Survey.State.no),
    ("/proc/sys/net/core/bpf_jit_harden", "2", "no JIT hardening", .no),
    ("/proc/sys/net/core/bpf_jit_harden", "1", "no JIT hardening", .yes),
    ("/proc/sys/net/core/bpf_jit_kallsyms", "0", "program symbols", .partly),
    ("/sys/devices/system/cpu/vulnerabilities/meltdown", "Vulnerable", "mitigations", .partly),
    ("/sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "schedutil", "steady rate", .partly),
    ("/sys/devices/system/cpu/cpufreq/boost", "1", "no boost", .partly),
    ("/sys/devices/system/cpu/cpu1/topology/thread_siblings_list", "1,3", "own core", .partly),
    ("/sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet", "fast clock", .partly),
    ("/proc/cpuinfo", "model name\t: X\nflags\t: tsc\n", "steady time stamps", .no),
    ("/proc/pressure/cpu", "some avg10=35.10 avg60=0 avg300=0 total=1\n", "processors free", .partly),
    ("/proc/loadavg", "4.01 1 1 1/1 1", "load", .partly),
  ]) func `what changes figures is said`(path: String, text: String, name: String, state: Survey.State) {
    let report = Self.report([path: text])
    #expect(Self.item(name, report)?.state == state)
    #expect(report.group.items.filter { $0.state != .yes }.map(\.name) == (state == .yes ? [] : [name]))
  }

  @Test func `statistics are told apart by who turned them on`() {
    let off = Self.report(kept: true)
    #expect(Self.item("statistics off", off)?.state == .no)
    #expect(
      Self.item("statistics off", off)?.detail.hasPrefix("somebody keeps them on through BPF_ENABLE_STATS") == true)
    #expect(off.keepsStatistics == true)
    let on = Self.report(["/proc/sys/kernel/bpf_stats_enabled": "1"], kept: true)
    #expect(Self.item("statistics off", on)?.detail.hasPrefix("kernel.bpf_stats_enabled is 1") == true)
    let untried = Self.report(kept: nil)
    #expect(Self.item("statistics off", untried)?.state == .partly)
    #expect(untried.keepsStatistics == false)
    let unknown = Self.report(["/proc/sys/kernel/bpf_stats_enabled": nil], kept: nil)
    #expect(Self.item("statistics off", unknown)?.state == .partly)
    #expect(unknown.keepsStatistics == nil)
  }

  @Test func `time that is stolen now is told from time that was`() {
    #expect(Self.item("nothing stolen", Self.report())?.detail.hasSuffix(", 1.0 % since the machine started") == true)
    let robbed = Self.report(later: ["/proc/stat": "cpu  103 0 100 805 0 0 0 12 0 0\n"])
    #expect(Self.item("nothing stolen", robbed)?.state == .no)
    #expect(Self.item("nothing stolen", robbed)?.detail.hasPrefix("20.0 % of the processors' time") == true)
  }

  @Test func `a busy sibling is named with its load`() {
    let report = Self.report(
      [
        "/sys/devices/system/cpu/cpu1/topology/thread_siblings_list": "1,3",
        "/proc/stat": "cpu 1 0 0 1 0 0 0 0 0 0\ncpu3 10 0 0 10 0 0 0 0 0 0\n",
      ], later: ["/proc/stat": "cpu 1 0 0 1 0 0 0 0 0 0\ncpu3 13 0 0 11 0 0 0 0 0 0\n"])
    #expect(Self.item("own core", report)?.detail.hasPrefix("processor 3 shares it, 75 % busy") == true)
  }

  @Test func `emulation and hypervisors are named`() {
    let emulated = Self.report(signature: "TCGTCGTCGTCG")
    #expect(emulated.isEmulated)
    #expect(Self.item("real processor", emulated)?.state == .no)
    #expect(Self.item("real processor", emulated)?.detail.hasPrefix("QEMU TCG interprets") == true)
    for (signature, name) in [
      ("KVMKVMKVM", "KVM"), ("Microsoft Hv", "Hyper-V"), ("bhyve bhyve ", "bhyve"), (" lrpepyh  vr", "Parallels"),
      ("Homemade", "one that calls itself Homemade"),
    ] {
      let report = Self.report(signature: signature)
      #expect(!report.isEmulated)
      #expect(Self.item("own machine", report)?.detail.hasPrefix("a virtual machine (\(name)): ") == true)
    }
    #expect(
      Self.item("own machine", Self.report(["/sys/hypervisor/type": "xen\n"]))?.detail.contains("(xen)") == true)
  }

  @Test func `what cannot be read is said to be unknown, never to be fine`() {
    let none = Dictionary(uniqueKeysWithValues: Self.quiet.keys.map { ($0, String?.none) })
    let report = Self.report(none, kept: nil, cpu: nil)
    let fine = report.group.items.filter { $0.state == .yes }.map(\.name)
    #expect(fine == ["own machine", "real processor"])
    #expect(report.group.items.allSatisfy { !$0.detail.isEmpty })
    #expect(Self.item("bound to a processor", report)?.state == .no)
  }

  @Test func `the fingerprint follows what stays and not what passes`() {
    let fingerprint = Self.report().fingerprint
    #expect(fingerprint.count == 16)
    #expect(
      Self.report(
        ["/proc/loadavg": "9 9 9 1/1 1", "/proc/pressure/cpu": "some avg10=90 avg60=0 avg300=0 total=0"], cpu: 2,
        later: ["/proc/stat": "cpu  103 0 100 805 0 0 0 12 0 0\n"]
      ).fingerprint == fingerprint)
    for (path, text) in [
      ("/proc/sys/kernel/osrelease", "6.12.2"), ("/proc/sys/net/core/bpf_jit_harden", "2"),
      ("/sys/devices/system/cpu/vulnerabilities/spectre_v1", "Vulnerable"), ("/proc/cpuinfo", "model name\t: X\n"),
    ] {
      #expect(Self.report([path: text]).fingerprint != fingerprint)
    }
    #expect(Self.report(kept: true).fingerprint != fingerprint)
    #expect(Self.report(signature: "KVMKVMKVM").fingerprint != fingerprint)
  }

  @Test func `a digest is the same in every process`() {
    var print = Fingerprint()
    #expect(print.text == "cbf29ce484222325")
    print.add("a", "b")
    let one = print.text
    var other = Fingerprint()
    other.add("a", nil)
    #expect(other.text != one)
    #expect(one == "d2b371819297f98a")
  }

  @Test(.requires("host:socket_filter", "host:sys_admin"))
  func `this machine's statistics are found by a run of our own`() throws {
    let setting = SystemTree.host.word("/proc/sys/kernel/bpf_stats_enabled")
    let kept: Bool? = StatisticsProbe.areKept()
    #expect(kept != nil)
    if setting == "1" { #expect(kept == true) }
    // A descriptor of BPF_ENABLE_STATS, as another process would hold one.
    let held = try HeldStatistics()
    #expect(StatisticsProbe.areKept() == true)
    let report = Preflight(cpu: 0).take()
    #expect(report.keepsStatistics == true)
    #expect(Self.item("statistics off", report)?.state == .no)
    // Held up to here.
    #expect(held.descriptor >= 0)
  }

  @Test func `this machine is looked at`() {
    let report = Preflight().take()
    #expect(report.group.items.count == 18)
    #expect(report.group.items.allSatisfy { !$0.detail.isEmpty && !$0.detail.contains("\n") })
    #expect(Preflight().take().fingerprint.count == 16)
  }
}
