// expect count: rejected A1723
// needs: 6.14
//
// Nested states are restored in the order in which they were saved.
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
	bpf_local_irq_save(&inner); // <fix>
	seen++;
	bpf_local_irq_restore(&outer); // <fails> <fix>
	bpf_local_irq_restore(&inner);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
