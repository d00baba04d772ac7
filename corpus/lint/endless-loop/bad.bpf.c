// lint: A2036
// expect draw: rejected A1102
// needs: 5.3
//
// The rounds are counted in a global variable, which no verifier follows.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

volatile __u32 rounds;
volatile __u32 hits;

SEC("xdp")
int draw(struct xdp_md *ctx)
{
	while (rounds < 10) { // <finding>
		if (bpf_get_prandom_u32() & 1)
			hits++;
		rounds++;
	}
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
