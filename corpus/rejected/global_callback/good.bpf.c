// expect count: accepted
// needs: 5.17
//
// A static callback is verified as part of the program.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 sum;

static long add(__u32 index, void *data)
{
	sum += index;
	return 0;
}

SEC("xdp")
int count(struct xdp_md *ctx)
{
	bpf_loop(16, add, 0, 0);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
