// expect count: accepted
// needs: 6.14
//
// The inner state is restored first.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern void bpf_local_irq_save(unsigned long *flags) __ksym;
extern void bpf_local_irq_restore(unsigned long *flags) __ksym;

int seen;

SEC("tc")
int count(struct __sk_buff *skb)
{
	unsigned long outer, inner;

	bpf_local_irq_save(&outer);
	bpf_local_irq_save(&inner);
	seen++;
	bpf_local_irq_restore(&inner);
	bpf_local_irq_restore(&outer);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
