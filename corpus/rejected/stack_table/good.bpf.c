// expect weigh: accepted
//
// A constant table is a map of its own, which every load may index.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static const volatile char weights[9] = { 1, 2, 3, 5, 8, 13, 21, 34, 55 };

SEC("xdp")
int weigh(struct xdp_md *ctx)
{
	__u32 queue = ctx->rx_queue_index;

	if (queue >= sizeof(weights))
		return XDP_PASS;
	return weights[queue] > 4 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
