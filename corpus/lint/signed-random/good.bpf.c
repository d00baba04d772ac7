// expect sample: accepted
//
// One in ten.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int sample(struct xdp_md *ctx)
{
	__u32 chance = bpf_get_prandom_u32();

	if (chance % 100 < 10)
		return XDP_DROP;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
