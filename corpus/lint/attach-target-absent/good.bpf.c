// expect watch: accepted
//
// Spelled as the kernel has it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tp_btf/sched_switch")
int watch(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
