// lint: A2602
// expect look: accepted
//
// 1200 was the offset of a field on the machine where this was written.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tp/sched/sched_process_exec")
int look(void *ctx)
{
	char *task = (char *)bpf_get_current_task();
	__u32 value = 0;

	return bpf_probe_read_kernel(&value, sizeof(value), task + 1200) ? 1 : 0; // <finding>
}

char LICENSE[] SEC("license") = "GPL";
