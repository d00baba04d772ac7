// expect uses: loader A1924
//
// No kernel has a variable of this name.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern const int nr_runnable_tasks __ksym; // <fix>

int last;

SEC("raw_tp/sched_switch")
int uses(void *ctx)
{
	last = *(int *)bpf_this_cpu_ptr(&nr_runnable_tasks); // <fails>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
