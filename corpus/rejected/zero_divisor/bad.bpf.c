// expect spread: rejected A1805
//
// The number of shares is a constant of the build, and 0 in this one.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define SHARES 0

SEC("xdp")
int spread(struct xdp_md *ctx)
{
	__u64 share = ctx->rx_queue_index;

	asm volatile("%0 %%= %1" : "+r"(share) : "i"(SHARES)); // <fails> <fix>
	return share ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
