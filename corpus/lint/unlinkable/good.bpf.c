// expect filter: accepted
//
// The function is in the same file.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static __noinline int verdict_of(__u32 queue)
{
	return queue < 4 ? XDP_PASS : XDP_DROP;
}

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	return verdict_of(ctx->rx_queue_index);
}

char LICENSE[] SEC("license") = "GPL";
