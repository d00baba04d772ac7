// expect copy on >= 7.3: rejected A1221
// expect copy: rejected A1602
//
// The context's fields are no memory: each read of one is translated by the verifier.
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
	__u64 *bytes = bpf_map_lookup_elem(&flows, &skb->mark); // <fails> <fix>

	if (bytes)
		*bytes += skb->len;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
