// expect count_queue: accepted
//
// Queues without a slot of their own are left out.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct table {
	__u64 hits[16];
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
	__u32 zero = 0, queue = ctx->rx_queue_index;
	struct table *table = bpf_map_lookup_elem(&tables, &zero);

	if (!table || queue >= 16)
		return XDP_PASS;
	table->hits[queue]++;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
