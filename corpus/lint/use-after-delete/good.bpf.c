// expect finish on < 5.12: rejected A1804
// expect finish: accepted
//
// Used first, deleted last.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} started SEC(".maps");

__u64 total;

SEC("tp/sched/sched_process_exit")
int finish(void *ctx)
{
	__u32 pid = bpf_get_current_pid_tgid() >> 32;
	__u64 *time = bpf_map_lookup_elem(&started, &pid);

	if (!time)
		return 0;
	__sync_fetch_and_add(&total, bpf_ktime_get_ns() - *time);
	bpf_map_delete_elem(&started, &pid);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
