// targets: 5.4 6.1
// expect seen: accepted
//
// A hash answers the same question, and every kernel has it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u8);
} known SEC(".maps");

SEC("xdp")
int seen(struct xdp_md *ctx)
{
	__u32 queue = ctx->rx_queue_index;

	return bpf_map_lookup_elem(&known, &queue) ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
