// expect count_marked: rejected A1209
//
// The counter is looked up for marked packets only, and used for long ones, marked or not.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define NULL ((void *)0)

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

SEC("socket")
int count_marked(struct __sk_buff *skb)
{
	__u32 zero = 0;
	__u64 *count = NULL; // <fix>

	if (skb->mark) {
		count = bpf_map_lookup_elem(&counts, &zero);
		if (!count)
			return 0;
	}
	if (skb->len > 1000) // <fix>
		*count += 1; // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
