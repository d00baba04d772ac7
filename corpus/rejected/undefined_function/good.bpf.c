// expect filter: accepted
//
// The function is defined in the file that calls it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static int verdict(struct xdp_md *ctx)
{
	return ctx->rx_queue_index ? XDP_DROP : XDP_PASS;
}

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	return verdict(ctx);
}

char LICENSE[] SEC("license") = "GPL";
