#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct pair {
	__u64 left, right;
};

/* Verified by itself: the pointer may be null, whatever the caller passes. */
__attribute__((noinline)) int sum(struct pair *pair)
{
	return pair->left + pair->right;
}

SEC("xdp")
int global(struct xdp_md *ctx)
{
	struct pair pair = {ctx->rx_queue_index, 2};

	return sum(&pair) ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
