// lint: A2023
// needs: 6.2
// expect watch: loader A1507
//
// No kernel has had this function for long.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern void bpf_rcu_read_lock(void) __ksym;
extern void bpf_rcu_read_unlock(void) __ksym;
extern void bpf_rcu_read_relax(void) __ksym;

SEC("tp_btf/sched_switch")
int watch(void *ctx)
{
	bpf_rcu_read_lock();
	bpf_rcu_read_relax(); // <finding>
	bpf_rcu_read_unlock();
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
