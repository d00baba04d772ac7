// expect pick: rejected A1221
//
// The compiler makes one read of the two: it chooses the address first, and the context's own pointer is gone.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int pick(struct __sk_buff *skb)
{
	__u32 *field;

	if (skb->priority & 1)
		field = &skb->cb[0]; // <fix>
	else
		field = &skb->cb[3]; // <fix>
	return *field; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
