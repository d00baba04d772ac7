// expect hold: rejected A1606
// needs: 6.2
//
// bpf_cgroup_acquire wants a cgroup and gets a task.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern struct task_struct *bpf_task_acquire(struct task_struct *p) __ksym;
extern void bpf_task_release(struct task_struct *p) __ksym;

extern struct cgroup *bpf_cgroup_acquire(struct cgroup *cgrp) __ksym;
extern void bpf_cgroup_release(struct cgroup *cgrp) __ksym;

SEC("tp_btf/sched_switch")
int hold(void *ctx)
{
	struct task_struct *task = bpf_get_current_task_btf(); // <fix>
	void *held = bpf_cgroup_acquire((void *)task); // <fails> <fix>

	if (held)
		bpf_cgroup_release(held);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
