// expect walk: accepted
// needs: 6.7
//
// All tasks can be walked, and each looked at.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern int bpf_iter_css_task_new(struct bpf_iter_css_task *it, struct cgroup_subsys_state *css, unsigned int flags) __ksym;
extern struct task_struct *bpf_iter_css_task_next(struct bpf_iter_css_task *it) __ksym;
extern void bpf_iter_css_task_destroy(struct bpf_iter_css_task *it) __ksym;
extern struct cgroup *bpf_cgroup_from_id(u64 cgid) __ksym;
extern void bpf_cgroup_release(struct cgroup *cgrp) __ksym;

SEC("syscall")
int walk(void *ctx)
{
	struct cgroup *group = bpf_cgroup_from_id(1);
	struct bpf_iter_css_task tasks;

	if (!group)
		return 0;
	bpf_iter_css_task_new(&tasks, &group->self, 1);
	bpf_iter_css_task_next(&tasks);
	bpf_iter_css_task_destroy(&tasks);
	bpf_cgroup_release(group);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
