// expect nth_letter: accepted
// needs: 5.12
//
// A helper copies the byte from any address.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

int letter;
__u32 place;

SEC("tp_btf/sys_enter")
int BPF_PROG(nth_letter, struct pt_regs *regs, long id)
{
	struct task_struct *task = bpf_get_current_task_btf();
	__u32 index = place & 15;
	char byte = 0;

	bpf_probe_read_kernel(&byte, sizeof(byte), &task->comm[index]);
	letter = byte;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
