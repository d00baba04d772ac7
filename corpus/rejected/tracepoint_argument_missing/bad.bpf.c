// expect switched: rejected A1875
//
// The tracepoint has no such argument.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

__u64 last;

SEC("tp_btf/sched_switch")
int BPF_PROG(switched, bool preempt, struct task_struct *prev, struct task_struct *next, unsigned int state, __u64 when) // <fails> <fix>
{
	last = when;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
