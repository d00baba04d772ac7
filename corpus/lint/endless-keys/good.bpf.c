// expect remember: accepted
//
// The oldest makes room.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u64);
} started SEC(".maps");

SEC("tp/sched/sched_process_exec")
int remember(void *ctx)
{
	__u32 pid = bpf_get_current_pid_tgid() >> 32;
	__u64 now = bpf_ktime_get_ns();

	return bpf_map_update_elem(&started, &pid, &now, BPF_ANY) ? 1 : 0;
}

char LICENSE[] SEC("license") = "GPL";
