// expect filter: rejected A1802
//
// Inline assembly jumps by a number of instructions, more than the function has.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	asm volatile("goto +100"); // <fails> <fix>
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
