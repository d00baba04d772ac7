// expect filter: rejected A1061
//
// One instruction reads the context on one path and a socket on the other, as when a compiler merges two branches.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int filter(struct __sk_buff *skb)
{
	struct bpf_sock *socket = skb->sk;
	void *from = skb;
	__u32 value;

	if (!socket)
		return 0;
	if (skb->mark & 1)
		from = socket; // <fix>
	asm volatile("%0 = *(u32 *)(%1 + 4)" : "=r"(value) : "r"(from)); // <fails> <fix>
	return value & 1;
}

char LICENSE[] SEC("license") = "GPL";
