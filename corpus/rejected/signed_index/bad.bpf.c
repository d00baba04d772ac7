// expect count_queue: rejected A1056
//
// The index is signed and only its upper end is checked: it may be negative.
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
	int queue = ctx->rx_queue_index; // <fix>

	if (!table)
		return XDP_PASS;
	if (queue > 15) // <fix>
		return XDP_PASS;
	table->slots[queue]++; // <fails>
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
