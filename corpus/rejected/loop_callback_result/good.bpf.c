// expect sum: accepted
// needs: 5.17
//
// The callback says 1 when it has seen enough.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static long add(__u32 i, __u64 *sum)
{
	*sum += i;
	return *sum > 100;
}

SEC("xdp")
int sum(struct xdp_md *ctx)
{
	__u64 sum = 0;

	bpf_loop(10, add, &sum, 0);
	return sum > 100 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
