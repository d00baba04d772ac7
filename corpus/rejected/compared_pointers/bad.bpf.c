// expect sum_slots: accepted
// expect sum_slots without CAP_PERFMON: rejected A1055
//
// The loop also ends where two pointers are equal, which a load without CAP_PERFMON may not compare.
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
	__u32 *slot, *end;

	if (!table)
		return XDP_PASS;
	slot = table->slots;
	end = slot + 4;
	asm volatile("" : "+r"(end));
	for (i = 0; i < 4; i++) {
		if (slot == end) // <fails> <fix>
			break;
		sum += *slot++;
	}
	return sum & 1 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
