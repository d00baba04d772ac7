// expect name_task: accepted
//
// The helper is told the buffer's size.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct task {
	__u32 pid;
	char name[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct task);
} last SEC(".maps");

SEC("raw_tp/sys_enter")
int name_task(struct bpf_raw_tracepoint_args *ctx)
{
	__u32 zero = 0;
	struct task *task = bpf_map_lookup_elem(&last, &zero);

	if (!task)
		return 0;
	task->pid = bpf_get_current_pid_tgid();
	bpf_get_current_comm(task->name, sizeof(task->name));
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
