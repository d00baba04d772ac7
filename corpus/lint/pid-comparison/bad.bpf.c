// lint: A2112
// expect match on < 5.12: rejected A1804
// expect match: accepted
//
// Process and thread together are never equal to a pid.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile __u32 wanted = 1;
__u64 seen;

SEC("tp/sched/sched_process_exec")
int match(void *ctx)
{
	__u64 pid = bpf_get_current_pid_tgid();

	if (pid == wanted) // <finding>
		__sync_fetch_and_add(&seen, 1);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
