// lint: A2041
// expect half: rejected A1805
//
// Assembly divides by a constant that became 0.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int half(struct xdp_md *ctx)
{
	__u64 queue = ctx->rx_queue_index;

	asm volatile("%0 /= 0" : "+r"(queue)); // <finding>
	return queue ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
