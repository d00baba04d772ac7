// expect read_name: accepted
// needs: 5.11
// tags: vm
//
// SEC("lsm.s/...") loads the program as sleepable.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("lsm.s/file_open")
int BPF_PROG(read_name, struct file *file)
{
	char name[16];
	struct task_struct *task = bpf_get_current_task_btf();

	bpf_copy_from_user(name, sizeof(name), (void *)task->mm->arg_start);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
