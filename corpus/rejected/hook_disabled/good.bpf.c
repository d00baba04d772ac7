// expect asked: accepted
// needs: 6.12
// tags: vm
//
// A hook near it that is open to programs.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("lsm/task_getpgid")
int BPF_PROG(asked, struct task_struct *task)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
