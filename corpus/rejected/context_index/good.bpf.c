// expect cb_at: accepted
//
// The fields are read by name, and the copy is indexed.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int cb_at(struct __sk_buff *skb)
{
	__u32 index = skb->priority & 3;
	volatile __u32 cb[4];

	cb[0] = skb->cb[0];
	cb[1] = skb->cb[1];
	cb[2] = skb->cb[2];
	cb[3] = skb->cb[3];
	return cb[index];
}

char LICENSE[] SEC("license") = "GPL";
