// expect read_time: accepted
//
// The same under two licenses, one of them the GPL.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tp/sched/sched_process_exec")
int read_time(void *ctx)
{
	__u64 value = 0;

	return bpf_probe_read_kernel(&value, sizeof(value), ctx) ? 1 : 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
