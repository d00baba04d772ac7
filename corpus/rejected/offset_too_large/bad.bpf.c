// expect count_last: rejected A1057
//
// The number of elements was written where the last element's place was meant.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define TABLE_SIZE 0x20000000

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
int count_last(struct xdp_md *ctx)
{
	__u32 key = 0;
	struct table *table = bpf_map_lookup_elem(&tables, &key);

	if (!table)
		return XDP_PASS;
	table->slots[TABLE_SIZE - 1]++; // <fails> <fix>
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
