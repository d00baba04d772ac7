// expect asked: rejected A1870
// needs: 6.12
// tags: vm
//
// The hook hands a buffer back through a pointer, and is closed to programs.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("lsm/getprocattr") // <fails> <fix>
int BPF_PROG(asked, struct task_struct *task)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
