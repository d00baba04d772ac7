// expect read: accepted
// needs: 6.12
//
// The field is read first.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern struct task_struct *bpf_task_from_pid(s32 pid) __ksym;
extern void bpf_task_release(struct task_struct *task) __ksym;

SEC("syscall")
int read(int *pid)
{
	struct task_struct *task = bpf_task_from_pid(*pid);
	int flags;

	if (!task)
		return 0;
	flags = task->flags;
	bpf_task_release(task);
	return flags;
}

char LICENSE[] SEC("license") = "GPL";
