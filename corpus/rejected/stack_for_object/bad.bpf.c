// expect hold: rejected A1623
// needs: 6.2
//
// bpf_task_acquire works on the kernel's task, not on a struct of the program's own.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern struct task_struct *bpf_task_acquire(struct task_struct *p) __ksym;
extern void bpf_task_release(struct task_struct *p) __ksym;

SEC("tp_btf/sched_switch")
int hold(void *ctx)
{
	struct { long id; } local = {}; // <fix>
	struct task_struct *task = bpf_task_acquire((void *)&local); // <fails> <fix>

	if (task)
		bpf_task_release(task);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
