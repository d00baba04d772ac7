// lint: A2005
// targets: 5.4
// expect count: accepted
//
// The time since boot, which came with 5.8, in a program that has to load on 5.4.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 last;

SEC("tp/sched/sched_process_exec")
int count(void *ctx)
{
	last = bpf_ktime_get_boot_ns(); // <finding>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
