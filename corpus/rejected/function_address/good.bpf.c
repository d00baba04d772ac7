// expect where: accepted
// needs: 5.15
//
// A tracepoint is told apart by the program that is attached to it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tp_btf/sched_switch")
int where(void *ctx)
{
	return bpf_get_smp_processor_id() == 0;
}

char LICENSE[] SEC("license") = "GPL";
