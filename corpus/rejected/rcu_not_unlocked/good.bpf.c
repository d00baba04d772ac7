// expect look: accepted
// needs: 6.2
//
// The section is closed on both ways.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern void bpf_rcu_read_lock(void) __ksym;
extern void bpf_rcu_read_unlock(void) __ksym;

int seen;

SEC("tc")
int look(struct __sk_buff *skb)
{
	bpf_rcu_read_lock();
	if (skb->mark == 7) {
		bpf_rcu_read_unlock();
		return 1;
	}
	seen++;
	bpf_rcu_read_unlock();
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
