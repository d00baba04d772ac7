// expect first_queue: rejected A1220
//
// The field has 4 bytes; half of it is read.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int first_queue(struct xdp_md *ctx)
{
	__u16 queue = *(__u16 *)&ctx->rx_queue_index; // <fails> <fix>

	return queue == 0 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
