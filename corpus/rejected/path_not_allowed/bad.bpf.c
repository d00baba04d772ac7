// expect show on < 6.1: rejected A1503
// expect show: rejected A1502
// needs: 5.10
//
// bpf_d_path takes locks: the kernel allows it in a few functions only, and sched_switch is none of them.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

SEC("tp_btf/sched_switch") // <fix>
int show(void *ctx)
{
	struct task_struct *task = bpf_get_current_task_btf();
	char name[32] = {};

	bpf_d_path(&task->mm->exe_file->f_path, name, sizeof(name)); // <fails> <fix>
	return name[0] == '/';
}

char LICENSE[] SEC("license") = "GPL";
