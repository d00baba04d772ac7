// lint: A2107
// expect known: accepted
//
// Three bytes between the members are whatever the stack held.
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

	flow.protocol = 6;
	flow.queue = ctx->rx_queue_index;

	return bpf_map_lookup_elem(&flows, &flow) ? XDP_PASS : XDP_DROP; // <finding>
}

char LICENSE[] SEC("license") = "GPL";
