// lint: A2014
// expect watch: rejected A1923
//
// The field was renamed long ago; the name is still in our struct.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

struct task_struct___older {
	unsigned int prio_of_old;
} __attribute__((preserve_access_index));

__u32 last;

SEC("raw_tp/sched_switch")
int watch(struct bpf_raw_tracepoint_args *ctx)
{
	struct task_struct___older *task = (void *)ctx->args[1]; // <finding>

	last = BPF_CORE_READ(task, prio_of_old);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
