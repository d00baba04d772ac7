// expect known: accepted
//
// Cleared as a whole, padding too.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct flow {
	__u8 protocol;
	__u32 queue;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, struct flow);
	__type(value, __u64);
} flows SEC(".maps");

SEC("xdp")
int known(struct xdp_md *ctx)
{
	struct flow flow;

	__builtin_memset(&flow, 0, sizeof(flow));
	flow.protocol = 6;
	flow.queue = ctx->rx_queue_index;

	return bpf_map_lookup_elem(&flows, &flow) ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
