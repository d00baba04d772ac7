import Foundation
import Jobs
import KernelFacts
import TestSupport
import Testing

@testable import LiveKernel

@Suite(.serialized) struct KernelSurveyTests {
  private static func items(_ title: String) -> [Survey.Item] {
    KernelSurvey.take().groups.first { $0.title.hasPrefix(title) }?.items ?? []
  }

  @Test(.requires("host:tracepoint")) func `a type that loads is listed as loading`() {
    let items = Self.items("Program types")
    #expect(items.first { $0.name == "tracepoint" }?.state == .yes)
    #expect(items.map(\.name) == ProgramTypeFacts.all.dropFirst().map(\.name))
  }

  @Test func `what is missing has words`() {
    for group in KernelSurvey.take().groups {
      for item in group.items where item.state != .yes {
        #expect(!item.detail.isEmpty, "\(group.title): \(item.name)")
      }
    }
  }

  @Test(.requires("host:root")) func `a survey leaves no program behind`() throws {
    // Other tests of this process load programs, too: the tag of the two instructions tells those of a survey.
    let control = ProgramTypeSurvey.open(.socketFilter, attachType: AttachType(rawValue: 0), target: 0)
    try #require(control >= 0)
    let tag = try #require(Self.tag(of: Int(control)))
    #expect(Self.descriptors(tag: tag) == [Int(control)])
    _ = FileDescriptor(adopting: control)
    _ = KernelSurvey.take()
    #expect(Self.descriptors(tag: tag).isEmpty)
  }

  private static func descriptors(tag: Substring) -> [Int] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return names.compactMap(Int.init).filter { Self.tag(of: $0) == tag }
  }

  /// A program's tag, as the kernel prints it for a descriptor (kernel/bpf/syscall.c, `bpf_prog_show_fdinfo`).
  private static func tag(of descriptor: Int) -> Substring? {
    SystemFile.text("/proc/self/fdinfo/\(descriptor)")?.split(separator: "\n").first { $0.hasPrefix("prog_tag:") }
  }

  @Test func `capabilities that are not held name what they unlock`() {
    let old = KernelVersion(5, 10)
    let nobody = CapabilitySurvey(held: HeldCapabilities(status: "CapEff:\t0000000000000000\n"), kernel: old)
    #expect(nobody.group.items.count == 5)
    #expect(nobody.group.items.allSatisfy { $0.state == .no && $0.remedy != nil })
    let admin = CapabilitySurvey(held: HeldCapabilities(status: "CapEff:\t0000000000200000\n"), kernel: old)
    #expect(admin.group.items.first { $0.name == "CAP_BPF" }?.detail.hasPrefix("CAP_SYS_ADMIN stands for it") == true)
    #expect(admin.group.items.first { $0.name == "CAP_SYS_RESOURCE" }?.state == .no)
  }

  @Test func `CAP_SYS_RESOURCE is no matter since 5.11`() {
    let held = HeldCapabilities(status: "CapEff:\t0000000000000000\n")
    let names = CapabilitySurvey(held: held, kernel: KernelVersion(5, 11)).group.items.map(\.name)
    #expect(names == ["CAP_BPF", "CAP_PERFMON", "CAP_NET_ADMIN", "CAP_SYS_ADMIN"])
  }

  @Test func `mounts are read by type, broken lines left out`() {
    let mounts = Mounts("proc /proc proc rw 0 0\n\nbroken\nnone /sys/fs/cgroup/unified cgroup2 rw 0 0\n")
    #expect(mounts.path(of: "cgroup2") == "/sys/fs/cgroup/unified")
    #expect(mounts.path(of: "bpf") == nil)
    #expect(mounts.all.count == 2)
  }
}
