// expect state: accepted
//
// The field has the name that kernels give it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

struct task_struct {
	int tgid;
} __attribute__((preserve_access_index));

__u64 last;

SEC("raw_tp/sched_switch")
int state(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();

	last = BPF_CORE_READ(task, tgid);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
