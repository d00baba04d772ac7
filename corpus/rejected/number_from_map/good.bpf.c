// expect remember: accepted
//
// The value is looked up where it is needed.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct counter {
	__u64 count;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct counter);
} counters SEC(".maps");

SEC("socket")
int remember(struct __sk_buff *skb)
{
	__u32 zero = 0;
	struct counter *counter = bpf_map_lookup_elem(&counters, &zero);

	if (counter)
		counter->count++;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
