// expect look: rejected A1721
// needs: 6.2
//
// The section is opened in one branch only and closed in all.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern void bpf_rcu_read_lock(void) __ksym;
extern void bpf_rcu_read_unlock(void) __ksym;

int seen;

SEC("tc")
int look(struct __sk_buff *skb)
{
	if (skb->mark == 7) // <fix>
		bpf_rcu_read_lock(); // <fix>
	seen++;
	bpf_rcu_read_unlock(); // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
