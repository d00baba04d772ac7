// expect read: rejected A1704
// needs: 6.12
//
// A released task may be freed: its fields are read before.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern struct task_struct *bpf_task_from_pid(s32 pid) __ksym;
extern void bpf_task_release(struct task_struct *task) __ksym;

SEC("syscall")
int read(int *pid)
{
	struct task_struct *task = bpf_task_from_pid(*pid);

	if (!task)
		return 0;
	bpf_task_release(task); // <fix>
	return task->flags; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
