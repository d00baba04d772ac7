// needs: 6.2
// expect watch: accepted
// expect watch on <= 6.1: loader A1507
//
// Weak, and asked for before it is called.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern void bpf_rcu_read_lock(void) __ksym;
extern void bpf_rcu_read_unlock(void) __ksym;
extern void bpf_rcu_read_relax(void) __ksym __weak;

SEC("tp_btf/sched_switch")
int watch(void *ctx)
{
	bpf_rcu_read_lock();
	if (bpf_rcu_read_relax)
		bpf_rcu_read_relax();
	bpf_rcu_read_unlock();
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
