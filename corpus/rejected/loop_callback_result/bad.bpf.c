// expect sum: rejected A1402
// needs: 5.17
//
// bpf_loop goes on at 0 and stops at 1; this callback answers with what it counted.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static long add(__u32 i, __u64 *sum)
{
	*sum += i;
	return *sum; // <fails> <fix>
}

SEC("xdp")
int sum(struct xdp_md *ctx)
{
	__u64 sum = 0;

	bpf_loop(10, add, &sum, 0);
	return sum > 100 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
