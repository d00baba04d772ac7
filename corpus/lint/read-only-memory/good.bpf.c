// expect sample: accepted
//
// The same without the mistake.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

volatile __u32 limit = 100;

SEC("xdp")
int sample(struct xdp_md *ctx)
{
	if (ctx->rx_queue_index < limit)
		return XDP_PASS;
	limit = 200;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
