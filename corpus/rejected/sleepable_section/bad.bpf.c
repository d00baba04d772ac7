// expect read_name: rejected A1504
// needs: 5.10
// tags: vm
//
// fentry programs may not sleep; fentry.s programs may.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("fentry/__x64_sys_unlink") // <fix>
int BPF_PROG(read_name, struct pt_regs *regs)
{
	char name[16];

	if (bpf_copy_from_user(name, sizeof(name), (void *)regs->di)) // <fails>
		return 0;
	return name[0] == '/' ? 0 : 0;
}

char LICENSE[] SEC("license") = "GPL";
