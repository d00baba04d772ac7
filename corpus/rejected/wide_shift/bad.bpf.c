// expect top_bits: rejected A1805
//
// A 64-bit register is shifted by all of its bits.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int top_bits(struct xdp_md *ctx)
{
	__u64 bits = ctx->rx_queue_index;

	asm volatile("%0 >>= 64" : "+r"(bits)); // <fails> <fix>
	return bits ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
