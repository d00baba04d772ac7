// expect filter: rejected A1803
//
// A function without the compiler's own beginning and end, whose assembly does not end it either.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
__attribute__((naked)) int filter(struct xdp_md *ctx)
{
	asm volatile("r0 = 2"); // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
