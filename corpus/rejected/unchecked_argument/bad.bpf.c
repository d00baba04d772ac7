// expect copy_total: rejected A1201
//
// The value found in one map is handed to the update of another, and it may not have been found.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} totals SEC(".maps"), copies SEC(".maps");

SEC("socket")
int copy_total(struct __sk_buff *skb)
{
	__u32 mark = skb->mark;
	__u64 *total = bpf_map_lookup_elem(&totals, &mark); // <fix>

	bpf_map_update_elem(&copies, &mark, total, BPF_ANY); // <fails>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
