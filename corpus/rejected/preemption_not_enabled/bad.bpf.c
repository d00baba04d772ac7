// expect count: rejected A1722
// needs: 6.10
//
// The early return leaves preemption disabled.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern void bpf_preempt_disable(void) __ksym;
extern void bpf_preempt_enable(void) __ksym;

int seen;

SEC("tc")
int count(struct __sk_buff *skb)
{
	bpf_preempt_disable(); // <fix>
	if (skb->mark == 7)
		return 1; // <fails> <fix>
	seen++;
	bpf_preempt_enable();
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
