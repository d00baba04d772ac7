// expect filter: accepted
//
// The pointer and the number have a place each.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct slot {
	void *at;
	__u32 number;
};

SEC("socket")
int filter(struct __sk_buff *skb)
{
	volatile struct slot slot;

	slot.at = skb;
	slot.number = 1;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
