// expect wait: accepted
// needs: 5.3
//
// The loop counts down from a bounded number.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int wait(struct xdp_md *ctx)
{
	__u32 queue = ctx->rx_queue_index & 15;

	while (queue)
		queue--;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
