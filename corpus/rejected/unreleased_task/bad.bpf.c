// expect exec_of: rejected A1701
// needs: 6.12
//
// bpf_task_from_pid hands out a reference, and the program forgets it.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern struct task_struct *bpf_task_from_pid(s32 pid) __ksym;
extern void bpf_task_release(struct task_struct *task) __ksym;

int flags;

SEC("syscall")
int exec_of(int *pid)
{
	struct task_struct *task = bpf_task_from_pid(*pid); // <fix>

	if (task)
		flags = task->flags;
	return 0; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
