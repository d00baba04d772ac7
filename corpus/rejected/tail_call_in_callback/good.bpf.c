// expect walk: accepted
// needs: 7.2
//
// The callback says which program comes next, and the tail call is made after bpf_loop.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u32);
} steps SEC(".maps");

static long step(__u32 index, __u32 *next)
{
	*next = index & 3;
	return 0;
}

SEC("xdp")
int walk(struct xdp_md *ctx)
{
	__u32 next = 0;

	bpf_loop(4, step, &next, 0);
	bpf_tail_call(ctx, &steps, next);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
