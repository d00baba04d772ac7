// lint: A2016
// expect watch: rejected A1875
//
// The tracepoint has two arguments; the seventh is somebody's guess.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 last;

SEC("tp_btf/sched_process_exit")
int watch(__u64 *ctx)
{
	last = ctx[6]; // <finding>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
