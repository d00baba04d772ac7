// expect show: accepted
//
// What does not fit is cut, and ended.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tp/sched/sched_process_exec")
int show(void *ctx)
{
	char name[16];

	if (bpf_probe_read_kernel_str(name, sizeof(name), ctx + 20) < 0)
		return 0;
	// assay: allow A2301: shown while this is being tried
	bpf_printk("%s", name);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
