// expect read: accepted
// needs: 6.12
//
// It is released once.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern struct task_struct *bpf_task_from_pid(s32 pid) __ksym;
extern void bpf_task_release(struct task_struct *task) __ksym;

int idle;

SEC("syscall")
int read(int *pid)
{
	struct task_struct *task = bpf_task_from_pid(*pid);

	if (!task)
		return 0;
	if (task->flags & 2)
		idle++;
	bpf_task_release(task);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
