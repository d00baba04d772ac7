// lint: A2022
// targets: 5.1
// expect sum: accepted
//
// Unrolled 600 times.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int sum(struct xdp_md *ctx) // <finding>
{
	__u64 total = 0;

#pragma clang loop unroll(full)
	for (int i = 0; i < 1500; i++)
		total = total * 31 + bpf_get_prandom_u32();
	return total % 2 ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
