// expect filter: accepted
//
// The program ends with a return.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	return ctx->rx_queue_index ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
