// targets: 5.4
// expect count: accepted
//
// The monotonic clock is there on every kernel; it stands still while the machine sleeps.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 last;

SEC("tp/sched/sched_process_exec")
int count(void *ctx)
{
	last = bpf_ktime_get_ns();
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
