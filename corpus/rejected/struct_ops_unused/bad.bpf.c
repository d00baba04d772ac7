// expect start: loader A1915
// expect threshold: accepted
// expect avoid: accepted
// expect undo: accepted
//
// The program is meant to be the table's init, and the table does not say so.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("struct_ops") // <fails>
void BPF_PROG(start, struct sock *sk)
{
}

SEC("struct_ops")
__u32 BPF_PROG(threshold, struct sock *sk)
{
	return 2;
}

SEC("struct_ops")
void BPF_PROG(avoid, struct sock *sk, __u32 ack, __u32 acked)
{
}

SEC("struct_ops")
__u32 BPF_PROG(undo, struct sock *sk)
{
	return 2;
}

SEC(".struct_ops")
struct tcp_congestion_ops plain = { // <fix>
	.ssthresh = (void *)threshold,
	.cong_avoid = (void *)avoid,
	.undo_cwnd = (void *)undo,
	.name = "assay_plain",
};

char LICENSE[] SEC("license") = "GPL";
