// expect forget: rejected A1703
// needs: 6.12
//
// The current task is the kernel's: nothing acquired it, so there is nothing to release.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern void bpf_task_release(struct task_struct *task) __ksym;

int flags;

SEC("syscall")
int forget(void *ctx)
{
	struct task_struct *task = bpf_get_current_task_btf(); // <fix>

	flags = task->flags;
	bpf_task_release(task); // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
