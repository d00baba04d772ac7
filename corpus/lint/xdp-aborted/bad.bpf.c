// lint: A2111
// expect filter: accepted
//
// 0 was meant as "nothing to do"; it drops the packet as an error.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	if (ctx->rx_queue_index > 3)
		return 0; // <finding>
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
