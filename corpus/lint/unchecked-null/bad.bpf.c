// lint: A2025
// expect lifetime: rejected A1201
//
// The result of the lookup is used as if there always was an entry.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u64);
} last_seen SEC(".maps");

SEC("raw_tp/sched_process_exit")
int lifetime(void *ctx)
{
	__u32 tgid = bpf_get_current_pid_tgid() >> 32;
	__u64 *start = bpf_map_lookup_elem(&last_seen, &tgid);

	return bpf_ktime_get_ns() - *start > 1000000000; // <finding>
}

char LICENSE[] SEC("license") = "GPL";
