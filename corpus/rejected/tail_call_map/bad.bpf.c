// expect dispatch: rejected A1613
//
// bpf_tail_call jumps through a map of programs; this map holds numbers.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY); // <fix>
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u32);
} steps SEC(".maps");

SEC("xdp")
int dispatch(struct xdp_md *ctx)
{
	bpf_tail_call(ctx, &steps, 0); // <fails> <fix>
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
