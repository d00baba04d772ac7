// expect copy: accepted
//
// The fields that are wanted are copied to a variable.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} flows SEC(".maps");

SEC("tc")
int copy(struct __sk_buff *skb)
{
	__u32 mark = skb->mark;
	__u64 *bytes = bpf_map_lookup_elem(&flows, &mark);

	if (bytes)
		*bytes += skb->len;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
