// lint: A2104
// expect finish on < 5.12: rejected A1804
// expect finish: accepted
//
// Between the two another CPU may have put its own entry there.
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
	bpf_map_delete_elem(&started, &pid);
	__sync_fetch_and_add(&total, bpf_ktime_get_ns() - *time); // <finding>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
