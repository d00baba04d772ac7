import BPFObject
import Jobs
import TestSupport
import Testing

@testable import Checks

/// Where a program would stand at another hook, and what it would read there.
@Suite struct WhatIfTests {
  private func moved(_ section: String, to kind: HookKind) throws -> String {
    try #require(HookPlace(section: section)).moved(to: kind, types: nil).section
  }

  @Test(arguments: [
    ("kprobe/tcp_connect", HookKind.kretprobe, "kretprobe/tcp_connect"),
    ("kprobe/__x64_sys_openat", .tracepoint, "tracepoint/syscalls/sys_enter_openat"),
    ("kretprobe/__x64_sys_openat", .tracepoint, "tracepoint/syscalls/sys_exit_openat"),
    ("fentry/__do_sys_getppid", .rawTracepoint, "raw_tp/sys_enter"),
    ("tracepoint/sched/sched_switch", .rawTracepoint, "raw_tp/sched_switch"),
    ("tp/sched/sched_switch", .typedTracepoint, "tp_btf/sched_switch"),
    ("tp/syscalls/sys_enter_openat", .rawTracepoint, "raw_tp/sys_enter"),
    ("tp/syscalls/sys_enter_openat", .kprobe, "kprobe/__x64_sys_openat"),
    ("?raw_tracepoint/sched_switch", .typedTracepoint, "tp_btf/sched_switch"),
  ]) func `the same place has another name`(_ section: String, _ kind: HookKind, _ expected: String) throws {
    #expect(try moved(section, to: kind) == expected)
  }

  @Test(arguments: [
    ("kprobe/tcp_connect", HookKind.tracepoint, "no tracepoint is known to stand where tcp_connect does"),
    ("tracepoint/sched/sched_switch", .kprobe, "no function is known"),
    ("raw_tp/sched_switch", .tracepoint, "the category of the tracepoint sched_switch is not known"),
    ("tracepoint/syscalls/sys_enter_openat", .kretprobe, "is at a call's beginning"),
    ("kprobe/tcp_connect", .fentry, "types are not at hand"),
  ]) func `where no place is known the reason is told`(_ section: String, _ kind: HookKind, _ words: String) throws {
    do throws(HookRefusal) {
      let place = try HookPlace(section: section)?.moved(to: kind, types: nil)
      Issue.record("\(place?.section ?? "")")
    } catch {
      #expect(error.reason.summary.contains(words), "\(error.reason.summary)")
    }
  }

  @Test func `other sections are no hooks`() {
    for section in ["xdp", "kprobe", "kprobe/", "uprobe/libc:malloc", "lsm/file_open"] {
      #expect(HookPlace(section: section) == nil)
    }
  }

  private static let source = CSource(
    """
    struct pt_regs { unsigned long r15, r14, r13, r12, rbp, rbx, r11, r10, r9, r8, rax, rcx, rdx, rsi, rdi; };
    SEC("kprobe/f") int second(struct pt_regs *c) { return c->rsi; }
    SEC("kretprobe/f") int result(struct pt_regs *c) { return c->rax; }
    SEC("kprobe/f") int kept(struct pt_regs *c) { return c->rbx; }
    SEC("kprobe/f") int nothing(struct pt_regs *c) { return 0; }
    SEC("tp/sched/sched_switch") int record(void *c) { return *(int *)(c + 8); }
    SEC("raw_tp/sched_switch") int raw(unsigned long *c) { return c[1]; }

    """)

  /// The offsets that a program's only load from its context would have; its refusal in words.
  private func offsets(_ name: String, as section: String) async throws -> [Int16]? {
    let object = try ObjectFile(bytes: try await Self.source.compiled(), name: "hooks")
    let program = try #require(object.program(named: name))
    let move = ContextMove(
      from: try #require(HookPlace(section: program.section)), to: try #require(HookPlace(section: section)), types: nil
    )
    do throws(HookRefusal) {
      return Array(try move.offsets(of: program).values)
    } catch {
      return nil
    }
  }

  @Test(.requires("clang")) func `what is read is read where the other hook has it, or the move is refused`()
    async throws
  {
    #expect(try await offsets("second", as: "fentry/f") == [8])
    #expect(try await offsets("second", as: "fentry/g") == nil)
    #expect(try await offsets("second", as: "kretprobe/f") == nil)
    #expect(try await offsets("kept", as: "fentry/f") == nil)
    #expect(try await offsets("result", as: "fentry/f") == nil)
    #expect(try await offsets("nothing", as: "tracepoint/sched/sched_switch") == [])
    #expect(try await offsets("record", as: "raw_tp/sched_switch") == nil)
    #expect(try await offsets("raw", as: "tp_btf/sched_switch") == [])
    #expect(try await offsets("raw", as: "tp_btf/sched_waking") == nil)
  }
}
