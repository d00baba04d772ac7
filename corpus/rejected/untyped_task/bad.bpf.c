// expect mark: rejected A1605
// needs: 5.11
//
// bpf_get_current_task returns the task's address as a number: task storage wants a typed pointer.
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
	struct task_struct *task = (void *)bpf_get_current_task(); // <fix>
	__u64 *start = bpf_task_storage_get(&starts, task, 0, BPF_LOCAL_STORAGE_GET_F_CREATE); // <fails>

	if (start)
		*start = bpf_ktime_get_ns();
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
