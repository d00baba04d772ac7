// expect watch: accepted
//
// The first is the task.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 last;

SEC("tp_btf/sched_process_exit")
int watch(__u64 *ctx)
{
	last = ctx[0];
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
