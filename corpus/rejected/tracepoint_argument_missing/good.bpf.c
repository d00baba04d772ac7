// expect switched: accepted
//
// The time is asked of the kernel.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

__u64 last;

SEC("tp_btf/sched_switch")
int BPF_PROG(switched, bool preempt, struct task_struct *prev, struct task_struct *next, unsigned int state)
{
	last = bpf_ktime_get_ns();
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
