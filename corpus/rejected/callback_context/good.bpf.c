// expect walk: accepted
// needs: 5.17
//
// A struct on the stack carries the context.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct walk {
	struct xdp_md *ctx;
};

static long step(__u32 index, struct walk *walk)
{
	return walk->ctx->rx_queue_index == index;
}

SEC("xdp")
int walk(struct xdp_md *ctx)
{
	struct walk walk = { ctx };

	return bpf_loop(4, step, &walk, 0) == 4 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
