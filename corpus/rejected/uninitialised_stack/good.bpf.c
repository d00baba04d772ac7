// expect count_flows: accepted
//
// The padding has a name, so that it is written like everything else.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct flow {
	__u32 mark;
	__u16 port;
	__u16 unused;
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
	struct flow flow = { .mark = skb->mark, .port = skb->queue_mapping };
	__u64 one = 1;

	bpf_map_update_elem(&flows, &flow, &one, BPF_ANY);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
