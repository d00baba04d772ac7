import BTF
import KernelFacts
import TestSupport
import Testing

@testable import LiveKernel

@Suite(.requires("host:xdp"))
struct NearTargetsTests {
  @Test(arguments: [
    ("vfs_opne", AttachType.traceFentry, "kernel BTF has functions vfs_open"),
    ("sched_swich", .traceRawTp, "kernel BTF has tracepoints sched_switch"),
  ])
  func `A slip of the pen leads to the kernel's name`(target: String, type: AttachType, line: String) {
    #expect(NearTargets(to: target, attachType: type).line?.hasPrefix(line) == true)
  }

  @Test func `A name that was cut short leads to the whole one`() {
    #expect(NearTargets(to: "do_sys_open", attachType: .traceFentry).names.contains("do_sys_openat2"))
  }

  @Test func `What is near nothing leads nowhere`() {
    #expect(NearTargets(to: "no_such_function_anywhere_at_all", attachType: .traceFentry).line == nil)
    #expect(NearTargets(to: "vfs_open", attachType: .traceFentry, in: nil).line == nil)
  }
}
