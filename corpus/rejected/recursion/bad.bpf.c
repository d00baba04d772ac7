// expect measure: rejected A1809
//
// A nested value is measured by a function that calls itself.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static __noinline int depth(struct xdp_md *ctx, __u32 rest)
{
	if (rest < 2)
		return ctx->rx_queue_index;
	return depth(ctx, rest / 2) * 3 + 1; // <fails> <fix>
}

SEC("xdp")
int measure(struct xdp_md *ctx)
{
	return depth(ctx, ctx->ingress_ifindex) > 4 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
