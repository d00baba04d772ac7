// expect count: rejected A1602
// needs: 5.1
//
// A lock on the stack guards nothing: the kernel takes it in a map's value only.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct count {
	struct bpf_spin_lock lock;
	__u64 packets;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct count);
} counts SEC(".maps");

SEC("tc")
int count(struct __sk_buff *skb)
{
	__u32 key = 0;
	struct bpf_spin_lock lock = {}; // <fix>
	struct count *count = bpf_map_lookup_elem(&counts, &key);

	if (!count)
		return 0;
	bpf_spin_lock(&lock); // <fails> <fix>
	count->packets++;
	bpf_spin_unlock(&lock);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
