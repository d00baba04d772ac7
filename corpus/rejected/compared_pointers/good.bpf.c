// expect sum_slots: accepted
//
// The loop counts.
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
int sum_slots(struct xdp_md *ctx)
{
	__u32 key = 0, sum = 0, i;
	struct table *table = bpf_map_lookup_elem(&tables, &key);

	if (!table)
		return XDP_PASS;
	for (i = 0; i < 4; i++)
		sum += table->slots[i];
	return sum & 1 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
