// expect pick: rejected A1524
// needs: 6.17
//
// `__bpf_trap` is what clang 21 and later call where a program does something undefined; here it is called by hand.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern void __bpf_trap(void) __ksym;

SEC("tc")
int pick(struct __sk_buff *skb)
{
	int verdict = 0;

	if (skb->len > 64)
		verdict = 2;
	else
		__bpf_trap(); // <fails> <fix>
	return verdict;
}

char LICENSE[] SEC("license") = "GPL";
