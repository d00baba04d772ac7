// expect spread: accepted
// needs: 6.3
//
// Without the driver's metadata the program needs no device.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

SEC("xdp")
int spread(struct xdp_md *ctx)
{
	u32 hash = 0;

	hash = ctx->rx_queue_index;
	return hash & 1 ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
