// expect threshold: accepted
// expect avoid: accepted
// expect undo: accepted
// expect info: rejected A1880
//
// What get_info writes for user space is not for programs: the kernel takes none there.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

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

SEC("struct_ops")
int BPF_PROG(info, struct sock *sk) // <fails>
{
	return 0;
}

SEC(".struct_ops")
struct tcp_congestion_ops plain = {
	.ssthresh = (void *)threshold,
	.cong_avoid = (void *)avoid,
	.undo_cwnd = (void *)undo,
	.get_info = (void *)info, // <fix>
	.name = "assay_plain",
};

char LICENSE[] SEC("license") = "GPL";
