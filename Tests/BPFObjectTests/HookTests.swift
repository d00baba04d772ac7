import BPF
import BTF
import KernelFacts
import TestSupport
import Testing

@testable import BPFObject

/// Objects whose programs are put under another section's name.
@Suite(.requires("clang")) struct HookTests {
  private static let source = CSource(
    """
    struct pt_regs { unsigned long r15, r14, r13, r12, rbp, rbx, r11, r10, r9, r8, rax, rcx, rdx, rsi, rdi; }
      __attribute__((preserve_access_index));
    static __attribute__((noinline)) long half(long x) { return x / 2; }
    SEC("kprobe/tcp_connect") int connects(struct pt_regs *c) { return half(c->rdi) + c->rsi; }
    SEC("kprobe/other") int other(struct pt_regs *c) { return c->rdi; }
    SEC("xdp") int pass(struct xdp_md *c) { return XDP_PASS; }

    """)

  private func object() async throws -> ObjectFile {
    try ObjectFile(bytes: try await Self.source.compiled(), name: "hooks")
  }

  @Test func `a program goes to another section with its lines and functions, and others stay`() async throws {
    let object = try await object()
    let before = try #require(object.program(named: "connects"))
    let moved = try ObjectFile(bytes: try object.bytes(hooking: before, as: "fentry/tcp_connect"), name: "hooks")
    let after = try #require(moved.program(named: "connects"))
    #expect(after.section == "fentry/tcp_connect" && after.match?.attachType == .traceFentry)
    #expect(after.instructions == before.instructions && after.problem == nil)
    #expect(after.lineInfo.map(\.line) == before.lineInfo.map(\.line) && !after.lineInfo.isEmpty)
    #expect(after.coreRelocations.map(\.slot) == before.coreRelocations.map(\.slot))
    #expect(after.subprograms.map(\.name) == before.subprograms.map(\.name) && after.type != nil)
    #expect(moved.programs.map(\.name).sorted() == object.programs.map(\.name).sorted())
    #expect(moved.program(named: "other")?.coreRelocations.count == 1)
  }

  @Test func `loads read elsewhere, and what would relocate them goes`() async throws {
    let object = try await object()
    let before = try #require(object.program(named: "connects"))
    let slots = before.coreRelocations.map(\.slot)
    try #require(slots.count == 2)
    let bytes = try object.bytes(
      hooking: before, as: "fentry/tcp_connect", reading: [slots[0]: 0, slots[1]: 8])
    let after = try #require(try ObjectFile(bytes: bytes, name: "hooks").program(named: "connects"))
    #expect(after.coreRelocations.isEmpty)
    for (slot, offset) in zip(slots, [Int16(0), 8]) {
      guard
        case .load(_, _, _, _, let read) = after.instructions[try #require(after.slots.slots.firstIndex(of: slot))].kind
      else {
        Issue.record("no load at \(slot)")
        continue
      }
      #expect(read == offset)
    }
  }
}
