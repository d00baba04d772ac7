// expect show on < 6.1: rejected A1503
// expect show: accepted
// needs: 5.10
//
// The name alone is read without a lock.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

SEC("tp_btf/sched_switch")
int show(void *ctx)
{
	struct task_struct *task = bpf_get_current_task_btf();
	char name[32] = {};

	BPF_CORE_READ_STR_INTO(&name, task, mm, exe_file, f_path.dentry, d_name.name);
	return name[0] == '/';
}

char LICENSE[] SEC("license") = "GPL";
