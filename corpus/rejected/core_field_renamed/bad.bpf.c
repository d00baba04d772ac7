// expect state: rejected A1923
//
// task_struct.state is called __state since 5.14. The program asks for the old name on every kernel.
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

	last = BPF_CORE_READ(task, state); // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
