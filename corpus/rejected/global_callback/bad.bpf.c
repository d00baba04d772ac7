// expect count on < 6.12: rejected A1813
// expect count: rejected A1820
// needs: 5.17
//
// The callback is a global function: `static` was forgotten.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 sum;

long add(__u32 index, void *data) // <fix>
{
	sum += index;
	return 0;
}

SEC("xdp")
int count(struct xdp_md *ctx)
{
	bpf_loop(16, add, 0, 0); // <fails>
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
