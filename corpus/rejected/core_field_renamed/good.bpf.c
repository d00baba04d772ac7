// expect state: accepted
//
// The program asks the kernel which of the two names it has.
// needs: 5.14
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

struct task_struct {
	unsigned int __state;
} __attribute__((preserve_access_index));

struct task_struct___old {
	long state;
} __attribute__((preserve_access_index));

long last;

SEC("raw_tp/sched_switch")
int state(void *ctx)
{
	struct task_struct___old *task = (void *)bpf_get_current_task();

	if (bpf_core_field_exists(task->state))
		last = BPF_CORE_READ(task, state);
	else
		last = BPF_CORE_READ((struct task_struct *)task, __state);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
