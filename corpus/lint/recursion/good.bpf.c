// expect walk: accepted
//
// The same as a loop.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static __noinline int depth_of(struct xdp_md *ctx, int left)
{
	int depth = 0;

	for (int i = 0; i < 4 && i < left && ctx->rx_queue_index; i++)
		depth = depth * 3 + 1;
	return depth;
}

SEC("xdp")
int walk(struct xdp_md *ctx)
{
	return depth_of(ctx, 4) ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
