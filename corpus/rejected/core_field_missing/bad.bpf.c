// expect state: rejected A1923
//
// The struct is declared by hand, with a field that no kernel has: the thread group's id is called tgid.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

struct task_struct {
	int thread_group; // <fix>
} __attribute__((preserve_access_index));

__u64 last;

SEC("raw_tp/sched_switch")
int state(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();

	last = BPF_CORE_READ(task, thread_group); // <fails>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
