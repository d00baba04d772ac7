// expect count: accepted
//
// The key has the map's own type.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u64);
	__type(value, __u64);
} counts SEC(".maps");

SEC("xdp")
int count(struct xdp_md *ctx)
{
	__u64 queue = ctx->rx_queue_index;
	__u64 *value = bpf_map_lookup_elem(&counts, &queue);

	return value ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
