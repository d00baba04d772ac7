// expect look: rejected A1721
// needs: 6.2
//
// The early return leaves the RCU read section open.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern void bpf_rcu_read_lock(void) __ksym;
extern void bpf_rcu_read_unlock(void) __ksym;

int seen;

SEC("tc")
int look(struct __sk_buff *skb)
{
	bpf_rcu_read_lock(); // <fix>
	if (skb->mark == 7)
		return 1; // <fails> <fix>
	seen++;
	bpf_rcu_read_unlock();
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
