// expect count: accepted
//
// The key of the inner map is a __u32.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct per_queue {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 4);
	__type(key, __u32);
	__array(values, struct per_queue);
} by_queue SEC(".maps");

SEC("xdp")
int count(struct xdp_md *ctx)
{
	__u32 key = ctx->rx_queue_index & 3;
	__u32 first = 0;
	void *inner = bpf_map_lookup_elem(&by_queue, &key);
	__u64 *value = inner ? bpf_map_lookup_elem(inner, &first) : 0;

	if (value)
		*value += 1;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
