// expect filter: rejected A1801
//
// Inline assembly ends the program; the compiler's own code still follows, and nothing leads to it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	asm volatile("r0 = 2\nexit"); // <fix>
	return ctx->rx_queue_index ? XDP_DROP : XDP_PASS; // <fails>
}

char LICENSE[] SEC("license") = "GPL";
