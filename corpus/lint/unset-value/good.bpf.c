// expect remember: accepted
//
// The same without the mistake.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u64);
} last_seen SEC(".maps");

SEC("raw_tp/sched_process_fork")
int remember(void *ctx)
{
	__u32 tgid = bpf_get_current_pid_tgid() >> 32;
	__u64 now = bpf_ktime_get_ns(), flags = BPF_ANY;

	return bpf_map_update_elem(&last_seen, &tgid, &now, flags) != 0;
}

char LICENSE[] SEC("license") = "GPL";
