// lint: A2010
// expect read_time: rejected A1501
//
// A helper for GPL-compatible programs, under a license that is not.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tp/sched/sched_process_exec")
int read_time(void *ctx)
{
	__u64 value = 0;

	return bpf_probe_read_kernel(&value, sizeof(value), ctx) ? 1 : 0; // <finding>
}

char LICENSE[] SEC("license") = "Apache-2.0";
