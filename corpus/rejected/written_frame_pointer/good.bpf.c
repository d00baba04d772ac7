// expect filter: accepted
//
// Room on the stack comes from a variable.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	__u64 room[2] = {};

	asm volatile("" : : "r"(room) : "memory");
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
