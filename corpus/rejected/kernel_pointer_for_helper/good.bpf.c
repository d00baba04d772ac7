// expect remember: accepted
// needs: 5.11
//
// The name is copied to the stack first.
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
	struct name name = {};

	bpf_probe_read_kernel_str(name.text, sizeof(name.text), task->comm);
	bpf_map_update_elem(&names, &pid, &name, BPF_ANY);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
