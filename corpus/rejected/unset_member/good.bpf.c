// expect count_flows on < 5.12: rejected A1804
// expect count_flows: accepted
//
// What is not named in the initialiser is zero.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct flow {
	__u32 mark;
	__u32 queue;
	__u64 cookie;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, struct flow);
	__type(value, __u64);
} flows SEC(".maps");

SEC("socket")
int count_flows(struct __sk_buff *skb)
{
	struct flow flow = { .mark = skb->mark, .queue = skb->queue_mapping };
	__u64 *count;

	count = bpf_map_lookup_elem(&flows, &flow);
	if (count)
		__sync_fetch_and_add(count, 1);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
