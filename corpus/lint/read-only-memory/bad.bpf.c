// lint: A2038
// expect sample: rejected A1256
//
// The limit is a constant, and written.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile __u32 limit = 100;

SEC("xdp")
int sample(struct xdp_md *ctx)
{
	if (ctx->rx_queue_index < limit)
		return XDP_PASS;
	*(volatile __u32 *)&limit = 200; // <finding>
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
