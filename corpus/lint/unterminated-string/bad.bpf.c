// lint: A2108
// expect show: accepted
//
// A name of 16 bytes and more has no end in the buffer.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tp/sched/sched_process_exec")
int show(void *ctx)
{
	char name[16];

	if (bpf_probe_read_kernel(name, sizeof(name), ctx + 20))
		return 0;
	// assay: allow A2301: shown while this is being tried
	bpf_printk("%s", name); // <finding>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
