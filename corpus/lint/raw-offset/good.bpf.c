// expect look: accepted
//
// The loader puts the offset of this kernel in.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

SEC("tp/sched/sched_process_exec")
int look(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();

	return BPF_CORE_READ(task, tgid) ? 1 : 0;
}

char LICENSE[] SEC("license") = "GPL";
