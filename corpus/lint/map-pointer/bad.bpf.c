// lint: A2024
// expect count: rejected A1006
//
// The key is an int, the map's has 8 bytes.
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
	__u32 queue = ctx->rx_queue_index;
	__u64 *value = bpf_map_lookup_elem(&counts, &queue); // <finding>

	return value ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
