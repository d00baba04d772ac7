// expect size: accepted
//
// The program's own context is passed.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__noinline int length(struct __sk_buff *skb)
{
	return skb->len;
}

SEC("tc")
int size(struct __sk_buff *skb)
{
	return length(skb);
}

char LICENSE[] SEC("license") = "GPL";
