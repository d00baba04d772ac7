// expect filter: accepted
//
// The first pointer is the value.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} limits SEC(".maps");

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	__u32 queue = ctx->rx_queue_index;
	__u64 *limit = bpf_map_lookup_elem(&limits, &queue);

	if (!limit)
		return XDP_PASS;
	return *limit > 3 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
