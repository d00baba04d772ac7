// expect filter: accepted
//
// Assembly jumps to its own label.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	asm volatile("goto 1f\n1:");
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
