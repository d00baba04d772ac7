import BPFObject
import BTF
import CLibbpf
import TestSupport
import Testing

@testable import LiveKernel

/// CO-RE relocations are resolved with a part of the kernel's types as with all of them.
@Suite(.requires("host:tracepoint", "clang"))
struct RelocationTypesTests {
  private static func source(_ types: String, _ expressions: [String]) -> CSource {
    CSource(
      """
      #include <bpf/bpf_core_read.h>
      #pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)
      \(types)
      #pragma clang attribute pop
      long results[\(expressions.count)];
      SEC("raw_tp/sys_enter") int program(void *context)
      {
        \(expressions.enumerated().map { "results[\($0.offset)] = \($0.element);" }.joined(separator: "\n  "))
        return 0;
      }

      """)
  }

  private static let asked = source(
    """
    struct kgid { int x; };
    struct sched_entity { unsigned long long vruntime; unsigned on_rq; };
    struct task_struct { int pid; int tgid; char comm[16]; struct task_struct *parent; struct sched_entity se; unsigned in_execve : 1; };
    struct task_struct___old { int no_such_member; unsigned __state; };
    struct sk_buff { unsigned len; unsigned char pkt_type : 3; unsigned short protocol; };
    struct sock_common { unsigned skc_daddr; unsigned short skc_dport; };
    struct sock { struct sock_common __sk_common; };
    struct file { struct { struct dentry *dentry; } f_path; };
    struct dentry { struct { unsigned hash, len; } d_name; };
    enum bpf_map_type___test { BPF_MAP_TYPE_HASH___test = 77, BPF_MAP_TYPE_RINGBUF___test = 99, NO_SUCH_MAPS = 100 };
    typedef struct { int counter; } atomic_t;
    typedef int pid_t;
    """,
    [
      "bpf_core_field_offset(struct task_struct, pid)", "bpf_core_field_offset(struct task_struct, comm[3])",
      "bpf_core_field_size(struct task_struct, comm)", "bpf_core_field_offset(struct task_struct, se.vruntime)",
      "bpf_core_field_exists(struct task_struct___old, no_such_member)",
      "bpf_core_field_exists(struct task_struct___old, __state)",
      "bpf_core_field_offset(struct sk_buff, protocol)", "bpf_core_field_size(struct sk_buff, len)",
      "bpf_core_field_offset(struct sock, __sk_common.skc_daddr)",
      "bpf_core_field_offset(struct sock, __sk_common.skc_dport)",
      "bpf_core_field_offset(struct file, f_path.dentry)", "bpf_core_field_offset(struct dentry, d_name.len)",
      "bpf_core_enum_value(enum bpf_map_type___test, BPF_MAP_TYPE_RINGBUF___test)",
      "bpf_core_enum_value_exists(enum bpf_map_type___test, NO_SUCH_MAPS)", "bpf_core_type_size(struct task_struct)",
      "bpf_core_type_exists(struct sk_buff)", "bpf_core_type_size(atomic_t)", "bpf_core_type_size(pid_t)",
      "bpf_core_type_id_local(struct sock)",
      "({ struct sk_buff *b = context; BPF_CORE_READ_BITFIELD_PROBED(b, pkt_type); })",
      "({ struct task_struct *t = context; BPF_CORE_READ(t, parent, parent, tgid); })",
    ])

  /// What libbpf makes of the program with the types of a file, or with all of the kernel's.
  private func relocated(_ object: [UInt8], with file: TypesFile?) throws -> [[UInt8]] {
    var lines: [String] = []
    var code: Int32 = 0
    guard
      let opened = ObjectHandle.opening(object, name: "test", kernelTypes: file?.path, lines: &lines, code: &code)
    else {
      Issue.record("not opened: \(lines)")
      return []
    }
    #expect(opened.load() == 0)
    return opened.programs[0].instructions.map { instruction in
      unsafe withUnsafeBytes(of: instruction) { unsafe Array($0) }
    }
  }

  private func part(for object: [UInt8]) throws -> [UInt8]? {
    let targets = RelocationTargets(kernel: try TypeTable(region: ByteRegion(mapping: TypeTable.kernelPath)))
    let asked = try #require(RelocatedTypes(of: object))
    return targets.types(for: asked.relocations, of: asked.types)
  }

  @Test func `the part holds all that is asked`() async throws {
    let object = try await Self.asked.compiled()
    let part = try #require(try part(for: object))
    // That it is a part, and a small one, is what it is for.
    #expect(try TypeTable(bytes: part).count < 500)
    let whole = try relocated(object, with: nil)
    #expect(whole.count > 40)
    // Map addresses differ: `results` is another map each time, by the descriptor in two-slot instructions.
    let masked = { (code: [[UInt8]]) in code.map { $0[0] == 0x18 ? Array($0.prefix(4)) : $0 } }
    #expect(masked(try relocated(object, with: TypesFile(part))) == masked(whole))
  }

  @Test(arguments: [
    ("struct sock { int x; };", "bpf_core_type_id_kernel(struct sock)"),
    ("struct sock { int x; };", "bpf_core_type_matches(struct sock)"),
    ("struct nowhere_to_be_found { int x; };", "bpf_core_type_exists(struct nowhere_to_be_found)"),
    ("typedef int (*call_of_none)(int);", "bpf_core_type_exists(call_of_none)"),
  ])
  func `what a part cannot answer is left to all types`(types: String, expression: String) async throws {
    #expect(try part(for: try await Self.source(types, [expression]).compiled()) == nil)
  }
}
