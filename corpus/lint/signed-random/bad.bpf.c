// lint: A2113
// expect sample: accepted
//
// One in ten is meant; more than half are taken.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int sample(struct xdp_md *ctx)
{
	int chance = bpf_get_prandom_u32();

	if (chance % 100 < 10) // <finding>
		return XDP_DROP;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
