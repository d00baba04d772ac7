// expect pick: accepted
// needs: 6.17
//
// The variable has a value on every path.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

SEC("tc")
int pick(struct __sk_buff *skb)
{
	int verdict = 0;

	if (skb->len > 64)
		verdict = 2;
	return verdict;
}

char LICENSE[] SEC("license") = "GPL";
