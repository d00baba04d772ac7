// expect nested: loader A1926
// needs: 6.2
//
// The kernel's function has no argument.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern void bpf_rcu_read_lock(int depth) __ksym; // <fails> <fix>
extern void bpf_rcu_read_unlock(void) __ksym;

SEC("raw_tp/sys_enter")
int nested(void *ctx)
{
	bpf_rcu_read_lock(1);
	bpf_rcu_read_unlock();
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
