// expect remember: rejected A1250
//
// An address that was kept in a global variable comes back as a number.
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

struct counter *current; // <fix>

SEC("socket")
int remember(struct __sk_buff *skb)
{
	struct counter *counter = current; // <fix>

	if (counter)
		counter->count++; // <fails>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
