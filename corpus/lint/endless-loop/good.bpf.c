// expect draw: accepted
// needs: 5.3
//
// The rounds are counted in a local variable.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

volatile __u32 drawn;

SEC("xdp")
int draw(struct xdp_md *ctx)
{
	for (int round = 0; drawn < 10 && round < 10; round++)
		drawn = bpf_get_prandom_u32();
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
