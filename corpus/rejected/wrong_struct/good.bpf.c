// expect mark: accepted
// needs: 5.11
//
// The task itself is passed.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, __u64);
} starts SEC(".maps");

SEC("tp_btf/sched_switch")
int mark(void *ctx)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct mm_struct *mm = task->mm;

	if (!mm)
		return 0;
	return bpf_task_storage_get(&starts, task, 0, 0) != 0;
}

char LICENSE[] SEC("license") = "GPL";
