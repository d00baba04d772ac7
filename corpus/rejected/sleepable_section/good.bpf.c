// expect read_name: accepted
// needs: 5.10
// tags: vm
//
// SEC("fentry.s/...") loads the program as sleepable.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("fentry.s/__x64_sys_unlink")
int BPF_PROG(read_name, struct pt_regs *regs)
{
	char name[16];

	if (bpf_copy_from_user(name, sizeof(name), (void *)regs->di))
		return 0;
	return name[0] == '/' ? 0 : 0;
}

char LICENSE[] SEC("license") = "GPL";
