// expect read_slot: rejected A1051
//
// The address is aligned instead of the offset.
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
int read_slot(struct xdp_md *ctx)
{
	__u32 key = 0;
	struct table *table = bpf_map_lookup_elem(&tables, &key);
	unsigned long at;

	if (!table)
		return XDP_PASS;
	at = (unsigned long)table + (ctx->rx_queue_index & 31); // <fix>
	at &= ~3UL; // <fails> <fix>
	return *(__u32 *)at & 1 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
