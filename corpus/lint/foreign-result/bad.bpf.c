// lint: A2121
// expect count_in: accepted
//
// Meant to count what comes in; 0 refuses it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} bytes SEC(".maps");

SEC("cgroup_skb/ingress")
int count_in(struct __sk_buff *skb)
{
	__u32 key = 0;
	__u64 *sum = bpf_map_lookup_elem(&bytes, &key);

	if (sum)
		*sum += skb->len;
	return 0; // <finding>
}

char LICENSE[] SEC("license") = "GPL";
