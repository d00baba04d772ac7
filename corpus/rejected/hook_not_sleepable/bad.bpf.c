// expect freed: rejected A1860
// needs: 5.10
// tags: vm
//
// The hook is called where nothing may sleep.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("lsm.s/task_free") // <fails> <fix>
int BPF_PROG(freed, struct task_struct *task)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
