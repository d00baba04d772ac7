// expect measure: rejected A1053
//
// The operands of the subtraction are in the wrong order.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int measure(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	unsigned long limit = ctx->rx_queue_index;
	unsigned long rest;

	rest = limit - (unsigned long)data; // <fails> <fix>
	return rest > 100 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
