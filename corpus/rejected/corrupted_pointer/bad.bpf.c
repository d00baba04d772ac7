// expect filter: accepted
// expect filter without CAP_PERFMON: rejected A1307
//
// A union holds a pointer and a number; part of the pointer is overwritten.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

union slot {
	void *at;
	__u32 number;
};

SEC("socket")
int filter(struct __sk_buff *skb)
{
	volatile union slot slot; // <fix>

	slot.at = skb;
	slot.number = 1; // <fails>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
