// expect size: accepted
//
// What is wanted of it is read and passed.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__noinline __u64 half(__u64 length)
{
	return length / 2;
}

SEC("tc")
int size(struct __sk_buff *skb)
{
	return half(skb->len) > 64;
}

char LICENSE[] SEC("license") = "GPL";
