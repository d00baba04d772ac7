// expect match on < 5.12: rejected A1804
// expect match: accepted
//
// The upper half is the process.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile __u32 wanted = 1;
__u64 seen;

SEC("tp/sched/sched_process_exec")
int match(void *ctx)
{
	__u32 pid = bpf_get_current_pid_tgid() >> 32;

	if (pid == wanted)
		__sync_fetch_and_add(&seen, 1);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
