// expect forget: accepted
// needs: 6.12
//
// What is acquired is released.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern struct task_struct *bpf_task_acquire(struct task_struct *task) __ksym;
extern void bpf_task_release(struct task_struct *task) __ksym;

int flags;

SEC("syscall")
int forget(void *ctx)
{
	struct task_struct *task = bpf_task_acquire(bpf_get_current_task_btf());

	if (!task)
		return 0;
	flags = task->flags;
	bpf_task_release(task);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
