// lint: A2301
// expect count_exec: accepted
//
// The print that helped to find a bug is still there, on every exec.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tp/sched/sched_process_exec")
int count_exec(void *ctx)
{
	bpf_printk("exec"); // <finding>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
