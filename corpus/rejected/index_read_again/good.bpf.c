// expect step: accepted
//
// The checked number is the one that is used.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct ring {
	__u32 next;
	__u32 slots[8];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct ring);
} rings SEC(".maps");

SEC("socket")
int step(struct __sk_buff *skb)
{
	__u32 zero = 0;
	volatile struct ring *ring = bpf_map_lookup_elem(&rings, &zero);

	if (!ring)
		return 0;

	__u32 next = ring->next;

	if (next >= 8)
		return 0;
	ring->slots[next] = skb->len;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
