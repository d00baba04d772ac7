// expect read: rejected A1704
// needs: 6.12
//
// One branch releases the task, and so does the common end.
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
	if (task->flags & 2) {
		bpf_task_release(task); // <fix>
		idle++;
	}
	bpf_task_release(task); // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
