// expect look: accepted
// needs: 6.2
//
// The section is opened on every path that closes it.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern void bpf_rcu_read_lock(void) __ksym;
extern void bpf_rcu_read_unlock(void) __ksym;

int seen;

SEC("tc")
int look(struct __sk_buff *skb)
{
	bpf_rcu_read_lock();
	seen++;
	bpf_rcu_read_unlock();
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
