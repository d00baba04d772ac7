// expect count_slot: rejected A1056
//
// The index comes from a map and nothing is known of it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct table {
	__u64 next;
	__u32 slots[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct table);
} tables SEC(".maps");

SEC("xdp")
int count_slot(struct xdp_md *ctx)
{
	__u32 key = 0;
	struct table *table = bpf_map_lookup_elem(&tables, &key);
	__u8 *slot;
	__u64 next;

	if (!table)
		return XDP_PASS;
	next = table->next; // <fix>
	slot = (__u8 *)table->slots + next; // <fails> <fix>
	*slot = 1;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
