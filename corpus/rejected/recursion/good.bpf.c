// expect measure: accepted
//
// The same in a loop with a bound.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static __noinline int depth(struct xdp_md *ctx, __u32 rest)
{
	int found = ctx->rx_queue_index;
	int i;

	for (i = 0; i < 32 && rest >= 2; i++) {
		rest /= 2;
		found = found * 3 + 1;
	}
	return found;
}

SEC("xdp")
int measure(struct xdp_md *ctx)
{
	return depth(ctx, ctx->ingress_ifindex) > 4 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
