// expect draw: accepted
// needs: 5.3
//
// The same without the mistake.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

volatile __u32 hits;

SEC("xdp")
int draw(struct xdp_md *ctx)
{
	for (int round = 0; round < 10; round++) {
		if (bpf_get_prandom_u32() & 1)
			hits++;
	}
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
