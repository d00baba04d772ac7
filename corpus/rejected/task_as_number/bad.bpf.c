// expect parent: rejected A1250
//
// bpf_get_current_task returns the task's address as a number.
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

int last;

SEC("raw_tp/sys_enter")
int parent(struct bpf_raw_tracepoint_args *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task(); // <fix>

	last = task->real_parent->tgid; // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
