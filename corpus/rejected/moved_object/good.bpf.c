// expect drop: accepted
// needs: 6.3
//
// The task itself is released.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern struct task_struct *bpf_task_acquire(struct task_struct *p) __ksym;
extern void bpf_task_release(struct task_struct *p) __ksym;

SEC("tp_btf/sched_switch")
int drop(void *ctx)
{
	struct task_struct *task = bpf_task_acquire(bpf_get_current_task_btf());

	if (!task)
		return 0;
	bpf_task_release(task);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
