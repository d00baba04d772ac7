// expect filter: accepted
//
// The assembly ends the function.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
__attribute__((naked)) int filter(struct xdp_md *ctx)
{
	asm volatile("r0 = 2\nexit");
}

char LICENSE[] SEC("license") = "GPL";
