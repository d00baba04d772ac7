// expect name: accepted
// needs: 6.3
//
// bpf_get_current_task_btf returns a trusted pointer.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

extern struct task_struct *bpf_task_acquire(struct task_struct *p) __ksym;
extern void bpf_task_release(struct task_struct *p) __ksym;

SEC("tp_btf/sched_switch")
int name(void *ctx)
{
	struct task_struct *task = bpf_get_current_task_btf();

	task = bpf_task_acquire(task);
	if (task)
		bpf_task_release(task);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
