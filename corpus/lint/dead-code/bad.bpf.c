// lint: A2040
// expect pass: rejected A1801
//
// Assembly jumps over an instruction that nothing else leads to.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int pass(struct xdp_md *ctx)
{
	asm volatile("goto +1\n" // <finding>
		     "r0 = 1\n"
		     "r0 = 2\n"
		     "exit"
		     :
		     :
		     : "r0");
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
