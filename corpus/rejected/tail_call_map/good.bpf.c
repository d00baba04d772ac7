// expect dispatch: accepted
//
// BPF_MAP_TYPE_PROG_ARRAY is the one map that bpf_tail_call takes.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u32);
} steps SEC(".maps");

SEC("xdp")
int dispatch(struct xdp_md *ctx)
{
	bpf_tail_call(ctx, &steps, 0);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
