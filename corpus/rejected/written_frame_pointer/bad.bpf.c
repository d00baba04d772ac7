// expect filter: rejected A1060
//
// Inline assembly makes room on the stack as on other machines: by moving the frame pointer.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	asm volatile("r10 += -16"); // <fails> <fix>
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
