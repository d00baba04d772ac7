// expect spread: accepted
//
// The constant is checked where it is used.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define SHARES 4
_Static_assert(SHARES > 0, "at least one share");

SEC("xdp")
int spread(struct xdp_md *ctx)
{
	return ctx->rx_queue_index % SHARES ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
