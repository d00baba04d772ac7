// expect name: rejected A1621
// needs: 6.3
//
// bpf_get_current_task gives a number; the cast gives it a type, and no trust.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

extern struct task_struct *bpf_task_acquire(struct task_struct *p) __ksym;
extern void bpf_task_release(struct task_struct *p) __ksym;

SEC("tp_btf/sched_switch")
int name(void *ctx)
{
	struct task_struct *task = bpf_core_cast((void *)bpf_get_current_task(), struct task_struct); // <fix>

	task = bpf_task_acquire(task); // <fails>
	if (task)
		bpf_task_release(task);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
