// expect sum: rejected A1257
//
// The map was made for programs to write only.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
	__uint(map_flags, BPF_F_WRONLY_PROG); // <fix>
} sums SEC(".maps");

SEC("socket")
int sum(struct __sk_buff *skb)
{
	__u32 zero = 0;
	__u64 *total = bpf_map_lookup_elem(&sums, &zero);

	if (total)
		*total += skb->len; // <fails>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
