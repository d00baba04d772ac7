#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct state {
	__u64 values[4];
	__u32 used;
};

/* `used` is never compared with the array's length. */
static int add(__u32 index, struct state *state)
{
	state->values[state->used] = index;
	state->used++;
	return 0;
}

SEC("xdp")
int callback(struct xdp_md *ctx)
{
	struct state state = {};

	state.used = ctx->rx_queue_index;
	bpf_loop(4, add, &state, 0);
	return state.values[0] ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
