// expect uses: accepted
//
// The variable may be missing: it is used only where it is there.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern const int nr_runnable_tasks __ksym __weak;

int last;

SEC("raw_tp/sched_switch")
int uses(void *ctx)
{
	if (&nr_runnable_tasks)
		last = *(int *)bpf_this_cpu_ptr(&nr_runnable_tasks);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
