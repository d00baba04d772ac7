// expect first_queue: accepted
//
// The whole field is read.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int first_queue(struct xdp_md *ctx)
{
	__u16 queue = ctx->rx_queue_index;

	return queue == 0 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
