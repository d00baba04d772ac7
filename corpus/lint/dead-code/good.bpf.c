// expect pass: accepted
//
// The same without the mistake.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int pass(struct xdp_md *ctx)
{
	int verdict;

	asm volatile("%0 = 2" : "=r"(verdict));
	return verdict;
}

char LICENSE[] SEC("license") = "GPL";
