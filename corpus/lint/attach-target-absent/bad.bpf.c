// lint: A2015
// expect watch: loader A1910
//
// One letter is missing from the tracepoint.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tp_btf/sched_swich") // <finding>
int watch(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
