// expect top_bits: accepted
//
// A shift within the register.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int top_bits(struct xdp_md *ctx)
{
	__u64 bits = ctx->rx_queue_index;

	return bits >> 16 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
