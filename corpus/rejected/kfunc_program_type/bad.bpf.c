// expect hold on >= 7.3: accepted
// expect hold: rejected A1508
// needs: 6.2
//
// Each kernel function is registered for some program types: bpf_task_acquire is not for raw_tp.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern struct task_struct *bpf_task_acquire(struct task_struct *p) __ksym;
extern void bpf_task_release(struct task_struct *p) __ksym;

SEC("raw_tp/sched_switch") // <fix>
int hold(void *ctx)
{
	struct task_struct *task = bpf_task_acquire(bpf_get_current_task_btf()); // <fails> <fix>

	if (task)
		bpf_task_release(task);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
