// expect filter: rejected A1813
//
// A global function takes a struct by value, which the verifier cannot check by itself.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct span {
	__u32 from;
	__u32 to;
};

__noinline int length(struct span span) // <fix>
{
	return span.to - span.from;
}

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	struct span span = { .from = ctx->rx_queue_index, .to = 100 };

	return length(span) > 10 ? XDP_DROP : XDP_PASS; // <fails>
}

char LICENSE[] SEC("license") = "GPL";
