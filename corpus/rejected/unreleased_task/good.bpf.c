// expect exec_of: accepted
// needs: 6.12
//
// The task is released once its flags are read.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern struct task_struct *bpf_task_from_pid(s32 pid) __ksym;
extern void bpf_task_release(struct task_struct *task) __ksym;

int flags;

SEC("syscall")
int exec_of(int *pid)
{
	struct task_struct *task = bpf_task_from_pid(*pid);

	if (task) {
		flags = task->flags;
		bpf_task_release(task);
	}
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
