// expect walk: rejected A1602
// needs: 5.17
//
// bpf_loop hands its third argument on to the callback: it takes the address of a variable on the stack, or NULL.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static long step(__u32 index, struct xdp_md *ctx)
{
	return ctx->rx_queue_index == index;
}

SEC("xdp")
int walk(struct xdp_md *ctx)
{
	return bpf_loop(4, step, ctx, 0) == 4 ? XDP_DROP : XDP_PASS; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
