// expect count: accepted
//
// Spelled as libbpf has it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tracepoint/sched/sched_process_exec")
int count(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
