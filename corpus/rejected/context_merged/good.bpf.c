// expect pick: accepted
//
// Each field is read in its own branch, and the branches stay apart.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int pick(struct __sk_buff *skb)
{
	__u32 word;

	if (skb->priority & 1) {
		word = skb->cb[0];
		asm volatile("" : "+r"(word));
	} else {
		word = skb->cb[3];
	}
	return word;
}

char LICENSE[] SEC("license") = "GPL";
