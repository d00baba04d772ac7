// expect count: accepted
// needs: 5.13
//
// An array can be walked.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u64);
} entries SEC(".maps");

static long add(void *map, const void *key, __u64 *value, __u64 *sum)
{
	*sum += *value;
	return 0;
}

SEC("tc")
int count(struct __sk_buff *skb)
{
	__u64 sum = 0;

	bpf_for_each_map_elem(&entries, add, &sum, 0);
	return sum > 100;
}

char LICENSE[] SEC("license") = "GPL";
