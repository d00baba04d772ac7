// expect filter: accepted
//
// Each pointer is read by an instruction of its own.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int filter(struct __sk_buff *skb)
{
	struct bpf_sock *socket = skb->sk;
	__u32 value;

	if (!socket)
		return 0;
	if (skb->mark & 1)
		asm volatile("%0 = *(u32 *)(%1 + 4)" : "=r"(value) : "r"(socket));
	else
		asm volatile("%0 = *(u32 *)(%1 + 4)" : "=r"(value) : "r"(skb));
	return value & 1;
}

char LICENSE[] SEC("license") = "GPL";
