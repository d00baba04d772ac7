// expect mark_task: rejected A1231
// needs: 5.12
//
// A task is the kernel's: a program may look at it.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("tp_btf/sys_enter")
int BPF_PROG(mark_task, struct pt_regs *regs, long id)
{
	struct task_struct *task = bpf_get_current_task_btf();

	task->exit_code = 1; // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
