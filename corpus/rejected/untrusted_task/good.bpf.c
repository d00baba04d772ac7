// expect parent: accepted
// needs: 6.3
//
// Inside an RCU section the parent stays until it is acquired.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern struct task_struct *bpf_task_acquire(struct task_struct *p) __ksym;
extern void bpf_task_release(struct task_struct *p) __ksym;

extern void bpf_rcu_read_lock(void) __ksym;
extern void bpf_rcu_read_unlock(void) __ksym;

SEC("syscall")
int parent(void *ctx)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct task_struct *parent;
	int pid = 0;

	bpf_rcu_read_lock();
	parent = bpf_task_acquire(task->real_parent);
	bpf_rcu_read_unlock();
	if (parent) {
		pid = parent->pid;
		bpf_task_release(parent);
	}
	return pid;
}

char LICENSE[] SEC("license") = "GPL";
