// expect weigh: accepted
// expect weigh without CAP_PERFMON: rejected A1059
//
// A table on the stack is indexed by a variable, which a load without CAP_PERFMON may not.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int weigh(struct xdp_md *ctx)
{
	__u32 queue = ctx->rx_queue_index;
	volatile char weights[9] = { 1, 2, 3, 5, 8, 13, 21, 34, 55 }; // <fix>

	if (queue >= sizeof(weights))
		return XDP_PASS;
	return weights[queue] > 4 ? XDP_DROP : XDP_PASS; // <fails>
}

char LICENSE[] SEC("license") = "GPL";
