#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

/* Never ends: nothing in the loop changes what ends it. */
SEC("xdp")
int loop(struct xdp_md *ctx)
{
	__u32 queue = ctx->rx_queue_index;
	volatile __u32 turns = 0;

	while (queue)
		asm volatile("" : "+r"(queue));
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
