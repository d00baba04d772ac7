// expect filter: accepted
//
// A pointer to the struct can be checked: it leads to as many bytes as the struct has, or is NULL.
// needs: 5.13
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct span {
	__u32 from;
	__u32 to;
};

__noinline int length(struct span *span)
{
	if (!span)
		return 0;
	return span->to - span->from;
}

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	struct span span = { .from = ctx->rx_queue_index, .to = 100 };

	return length(&span) > 10 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
