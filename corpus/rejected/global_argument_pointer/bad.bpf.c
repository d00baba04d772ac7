// expect size on < 6.1: rejected A1813
// expect size: rejected A1641
//
// `pick` is global: it is verified by itself, with the 16 bytes that its parameter promises. The caller has 8.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct pair {
	__u64 first, second;
};

__noinline int pick(struct pair *pair) // <fix>
{
	return pair ? pair->first : 0;
}

SEC("tc")
int size(struct __sk_buff *skb)
{
	__u64 length = skb->len;

	return pick((struct pair *)&length); // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
