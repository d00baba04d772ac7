// lint: A2019
// expect walk: rejected A1809
//
// A list of tags is walked by a function that calls itself for the rest of it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static __noinline int depth_of(struct xdp_md *ctx, int left)
{
	if (!left || !ctx->rx_queue_index)
		return 0;
	return depth_of(ctx, left - 1) * 3 + 1; // <finding>
}

SEC("xdp")
int walk(struct xdp_md *ctx)
{
	return depth_of(ctx, 4) ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
