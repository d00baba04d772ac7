// expect hold: accepted
// needs: 6.2
//
// The task comes from the kernel.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern struct task_struct *bpf_task_acquire(struct task_struct *p) __ksym;
extern void bpf_task_release(struct task_struct *p) __ksym;

SEC("tp_btf/sched_switch")
int hold(void *ctx)
{
	struct task_struct *task = bpf_task_acquire(bpf_get_current_task_btf());

	if (task)
		bpf_task_release(task);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
