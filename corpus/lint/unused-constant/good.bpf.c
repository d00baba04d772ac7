// expect filter: accepted
//
// Every setting decides something.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile __u32 wanted_queue = 1;

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	return ctx->rx_queue_index == wanted_queue ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
