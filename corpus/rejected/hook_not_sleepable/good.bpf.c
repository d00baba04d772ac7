// expect freed: accepted
// needs: 5.10
// tags: vm
//
// The program does not sleep.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("lsm/task_free")
int BPF_PROG(freed, struct task_struct *task)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
