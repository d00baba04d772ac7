// expect look: rejected A1407
//
// A function's variables are gone when it returns.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static __noinline char *fill(struct xdp_md *ctx, char *text)
{
	text[0] = ctx->rx_queue_index;
	return text; // <fails> <fix>
}

SEC("xdp")
int look(struct xdp_md *ctx)
{
	char text[8] = {};
	char *filled = fill(ctx, text);

	return filled[0] ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
