// expect size: rejected A1641
//
// The parameter is the context by its type, and the call passes a variable.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__noinline int length(struct __sk_buff *skb)
{
	return skb->len;
}

SEC("tc")
int size(struct __sk_buff *skb)
{
	struct __sk_buff copy = {};

	copy.len = skb->len;
	return length(&copy); // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
