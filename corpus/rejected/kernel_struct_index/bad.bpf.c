// expect nth_letter: rejected A1232
// needs: 5.12
//
// Which byte of the name is read is known only when the program runs.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

int letter;
__u32 place;

SEC("tp_btf/sys_enter")
int BPF_PROG(nth_letter, struct pt_regs *regs, long id)
{
	struct task_struct *task = bpf_get_current_task_btf();
	__u32 index = place & 15; // <fix>

	letter = task->comm[index]; // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
