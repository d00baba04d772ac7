// expect remember: rejected A1602
// needs: 5.11
//
// The task's name lies in the kernel's memory: helpers do not take it as a value to store.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

struct name {
	char text[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, struct name);
} names SEC(".maps");

SEC("raw_tp/sys_enter")
int remember(void *ctx)
{
	struct task_struct *task = bpf_get_current_task_btf();
	__u32 pid = task->pid;

	bpf_map_update_elem(&names, &pid, task->comm, BPF_ANY); // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
