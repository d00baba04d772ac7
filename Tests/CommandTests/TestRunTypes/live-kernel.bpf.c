/* Programs that every task runs, and that change what it does: for virtual machines. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

__u64 hits;

SEC("kprobe/do_nanosleep")
int on_sleep(struct pt_regs *ctx) { hits++; return 0; }

SEC("fentry/do_nanosleep")
int BPF_PROG(on_entry) { hits++; return 0; }

SEC("lsm/path_mkdir")
int BPF_PROG(deny_mkdir) { hits++; return -1; }

SEC("struct_ops/init")
void BPF_PROG(begin, struct sock *sk) { hits++; }

SEC("struct_ops/ssthresh")
__u32 BPF_PROG(threshold, struct sock *sk) { return 2; }

SEC("struct_ops/cong_avoid")
void BPF_PROG(avoid, struct sock *sk, __u32 ack, __u32 acked) {}

SEC("struct_ops/undo_cwnd")
__u32 BPF_PROG(undo, struct sock *sk) { return 10; }

SEC(".struct_ops")
struct tcp_congestion_ops steady = {
	.init = (void *)begin,
	.ssthresh = (void *)threshold,
	.cong_avoid = (void *)avoid,
	.undo_cwnd = (void *)undo,
	.flags = 1, /* any network namespace may choose it */
	.name = "steady",
};

char LICENSE[] SEC("license") = "GPL";
