// expect window: accepted
// expect undo: accepted
// expect avoid: accepted
// attaches: window undo avoid
// tags: vm
//
// A congestion control in BPF: the functions of a struct_ops, each loaded by itself,
// then registered as one.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("struct_ops/window")
__u32 BPF_PROG(window, struct sock *sk)
{
	return 2;
}

SEC("struct_ops/undo")
__u32 BPF_PROG(undo, struct sock *sk)
{
	return 10;
}

SEC("struct_ops/avoid")
void BPF_PROG(avoid, struct sock *sk, __u32 ack, __u32 acked)
{
}

SEC(".struct_ops")
struct tcp_congestion_ops assay_slow = {
	.ssthresh = (void *)window,
	.undo_cwnd = (void *)undo,
	.cong_avoid = (void *)avoid,
	.name = "assay_slow",
};

char LICENSE[] SEC("license") = "GPL";
