// lint: A2115
// expect filter: accepted
//
// The port is a setting, and the check of it was forgotten.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile __u32 wanted_queue = 1;
const volatile __u32 wanted_port = 80; // <finding>

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	return ctx->rx_queue_index == wanted_queue ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
