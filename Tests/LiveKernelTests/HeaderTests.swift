import Jobs
import Foundation
import LiveKernel
import TestSupport
import Testing

/// `vmlinux.h`.
struct HeaderTests {
  @Test(.requires("host:xdp", "clang")) func `programs compile against the running kernel's header`() async throws {
    let header = try KernelHeader().text
    let text = String(decoding: header.prefix(400), as: UTF8.self)
    #expect(text.hasPrefix("#ifndef __VMLINUX_H__"))
    #expect(text.contains("preserve_access_index"))
    let directory = try TemporaryDirectory()
    try directory.write(header, to: "vmlinux.h")
    let source = try directory.write(
      """
      #include "vmlinux.h"
      #include <bpf/bpf_helpers.h>
      #include <bpf/bpf_core_read.h>
      char LICENSE[] SEC("license") = "GPL";
      SEC("raw_tp/sched_switch") int reads(struct bpf_raw_tracepoint_args *context) {
        struct task_struct *task = (void *)bpf_get_current_task();
        return BPF_CORE_READ(task, group_leader, tgid);
      }

      """, to: "reads.bpf.c")
    let object = directory.path("reads.bpf.o")
    let result = try await RunningCommand.run(
      try #require(Executables.find("clang")),
      ["-target", "bpf", "-O2", "-g", "-mcpu=v3", "-Wno-missing-declarations", "-I", directory.url.path]
        + ["-I/usr/include/x86_64-linux-gnu", "-I/usr/include/aarch64-linux-gnu", "-c", source.path, "-o", object.path])
    #expect(result.ending == .status(0), "\(result.errorText)")
    let verified = try Verified([UInt8](try Data(contentsOf: object)))
    #expect(verified.outcomes.map(\.verdict) == [.accepted])
  }

  @Test func `bytes that are no BTF are refused`() {
    #expect(throws: KernelError.self) { try KernelHeader(types: [], name: "empty") }
    #expect(throws: KernelError.self) { try KernelHeader(types: [UInt8](repeating: 0xff, count: 64), name: "noise") }
  }
}
