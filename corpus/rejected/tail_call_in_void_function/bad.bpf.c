// expect dispatch: rejected A1408
// needs: 5.10
//
// A tail call ends the function that makes it with a number: it has to return int.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u32);
} programs SEC(".maps");

static __noinline void next(struct xdp_md *ctx, __u32 which) // <fails> <fix>
{
	bpf_tail_call(ctx, &programs, which);
}

SEC("xdp")
int dispatch(struct xdp_md *ctx)
{
	next(ctx, ctx->rx_queue_index & 3);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
