// expect half: accepted
//
// The same without the mistake.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int half(struct xdp_md *ctx)
{
	__u64 queue = ctx->rx_queue_index;

	asm volatile("%0 /= 2" : "+r"(queue));
	return queue ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
