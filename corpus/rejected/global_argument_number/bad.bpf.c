// expect size: rejected A1641
//
// The parameter is a number, and gets the context's address.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__noinline __u64 half(__u64 length)
{
	return length / 2;
}

SEC("tc")
int size(struct __sk_buff *skb)
{
	return half((__u64)skb) > 64; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
