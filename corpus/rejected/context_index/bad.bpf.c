// expect cb_at: rejected A1221
//
// The field is reached through a pointer into the context that a variable moved.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int cb_at(struct __sk_buff *skb)
{
	__u32 index = skb->priority & 3; // <fix>

	return skb->cb[index]; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
