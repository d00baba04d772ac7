// expect count: accepted
// needs: 6.14
//
// Interrupts are restored on both ways.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern void bpf_local_irq_save(unsigned long *flags) __ksym;
extern void bpf_local_irq_restore(unsigned long *flags) __ksym;

int seen;

SEC("tc")
int count(struct __sk_buff *skb)
{
	unsigned long flags;

	bpf_local_irq_save(&flags);
	if (skb->mark == 7) {
		bpf_local_irq_restore(&flags);
		return 1;
	}
	seen++;
	bpf_local_irq_restore(&flags);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
