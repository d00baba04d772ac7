// expect count_queue: accepted
//
// An unsigned index has one end to check.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct table {
	__u32 slots[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct table);
} tables SEC(".maps");

SEC("xdp")
int count_queue(struct xdp_md *ctx)
{
	__u32 key = 0;
	struct table *table = bpf_map_lookup_elem(&tables, &key);
	__u32 queue = ctx->rx_queue_index;

	if (!table)
		return XDP_PASS;
	if (queue > 15)
		return XDP_PASS;
	table->slots[queue]++;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
