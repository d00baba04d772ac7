// lint: A2002
// expect count: loader A1902
//
// The name is almost libbpf's: no program type follows from it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tracepont/sched/sched_process_exec") // <finding>
int count(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
