// lint: A2036
// expect draw: rejected A1102
// needs: 5.3
//
// What ends the loop is in a global variable, which no verifier follows.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

volatile __u32 drawn;

SEC("xdp")
int draw(struct xdp_md *ctx)
{
	while (drawn < 10) { // <finding>
		drawn = bpf_get_prandom_u32();
	}
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
