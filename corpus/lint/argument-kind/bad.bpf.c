// lint: A2033
// expect forget: rejected A1601
//
// The key is passed, not its address.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u64);
} last_seen SEC(".maps");

SEC("raw_tp/sched_process_exit")
int forget(void *ctx)
{
	__u32 tgid = bpf_get_current_pid_tgid() >> 32;

	bpf_map_delete_elem(&last_seen, (void *)(unsigned long)tgid); // <finding>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
