// expect count: accepted
//
// The flags have a value from the start.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

SEC("xdp")
int count(struct xdp_md *ctx)
{
	__u32 key = ctx->rx_queue_index;
	__u64 one = 1, flags = BPF_ANY;

	bpf_map_update_elem(&counts, &key, &one, flags);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
