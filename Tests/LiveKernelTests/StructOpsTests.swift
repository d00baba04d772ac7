import Jobs
import LiveKernel
import TestSupport
import Testing

/// Members of a struct_ops, which the kernel takes one by one.
@Suite(.requires("host:xdp", "clang"))
struct StructOpsTests {
  private static let source = CSource(
    """
    #include <bpf/bpf_tracing.h>
    struct sock;
    struct tcp_congestion_ops {
      __u32 (*ssthresh)(struct sock *sk);
      void (*cong_avoid)(struct sock *sk, __u32 ack, __u32 acked);
      void (*set_state)(struct sock *sk, __u8 state);
      __u32 (*undo_cwnd)(struct sock *sk);
      char name[16];
    } __attribute__((preserve_access_index));
    SEC("struct_ops") __u32 BPF_PROG(threshold, struct sock *sk) { return 2; }
    SEC("struct_ops") void BPF_PROG(avoid, struct sock *sk, __u32 ack, __u32 acked) {}
    SEC("struct_ops") void BPF_PROG(bad_state, struct sock *sk, __u8 state) { *(volatile int *)(long)state = 1; }
    SEC("struct_ops") __u32 BPF_PROG(undo, struct sock *sk) { return 3; }
    SEC("struct_ops") __u32 BPF_PROG(unused, struct sock *sk) { return 3; }
    SEC(".struct_ops") struct tcp_congestion_ops assay_test = { .ssthresh = (void *)threshold,
      .cong_avoid = (void *)avoid, .set_state = (void *)bad_state, .undo_cwnd = (void *)undo, .name = "assay_test" };
    SEC("xdp") int other(struct xdp_md *context) { return 2; }

    """)

  @Test func `each member has a verdict of its own`() async throws {
    let verified = try await Self.source.verified()
    // A kernel without this struct_ops refuses the members alike, and never the program beside them.
    #expect(verified["other"]?.verdict == .accepted)
    #expect(verified["unused"]?.verdict == .loader)
    guard verified["threshold"]?.verdict == .accepted else {
      #expect(verified["threshold"]?.verdict == .loader)
      return
    }
    #expect(verified["avoid"]?.verdict == .accepted)
    #expect(verified["undo"]?.verdict == .accepted)
    #expect(verified["bad_state"]?.verdict == .rejected)
    #expect(verified["unused"]?.reason?.summary == "no struct_ops map refers to the program")
    #expect(verified["threshold"]?.program.type == "struct_ops")
  }
}
