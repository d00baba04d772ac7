// expect count_flows: accepted
// expect count_flows without CAP_PERFMON: rejected A1301
//
// The key has two bytes of padding that nobody wrote. Since 6.3, and in today's stable 5.10 and 6.1, a load with
// CAP_PERFMON may hand them to a helper all the same: the key then holds whatever was on the stack.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct flow {
	__u32 mark;
	__u16 port;
	/* two bytes of padding */
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
	struct flow flow; // <fix>
	__u64 one = 1;

	flow.mark = skb->mark;
	flow.port = skb->queue_mapping;
	bpf_map_update_elem(&flows, &flow, &one, BPF_ANY); // <fails>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
