// expect look: accepted
//
// The caller keeps its own pointer.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static __noinline int fill(struct xdp_md *ctx, char *text)
{
	text[0] = ctx->rx_queue_index;
	return 0;
}

SEC("xdp")
int look(struct xdp_md *ctx)
{
	char text[8] = {};

	fill(ctx, text);
	return text[0] ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
