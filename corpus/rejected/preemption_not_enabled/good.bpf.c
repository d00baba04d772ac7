// expect count: accepted
// needs: 6.10
//
// Preemption is enabled on both ways.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern void bpf_preempt_disable(void) __ksym;
extern void bpf_preempt_enable(void) __ksym;

int seen;

SEC("tc")
int count(struct __sk_buff *skb)
{
	bpf_preempt_disable();
	if (skb->mark == 7) {
		bpf_preempt_enable();
		return 1;
	}
	seen++;
	bpf_preempt_enable();
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
