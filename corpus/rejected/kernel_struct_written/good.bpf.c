// expect mark_task: accepted
// needs: 5.12
//
// What the program has to remember of it stands in a map.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, int);
} marks SEC(".maps");

SEC("tp_btf/sys_enter")
int BPF_PROG(mark_task, struct pt_regs *regs, long id)
{
	struct task_struct *task = bpf_get_current_task_btf();
	int *mark = bpf_task_storage_get(&marks, task, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);

	if (mark)
		*mark = 1;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
