// lint: A2101
// expect remember: accepted
//
// The map holds 64 cgroups; the 65th is lost, and nobody learns of it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u64);
	__type(value, __u64);
} started SEC(".maps");

SEC("tp/sched/sched_process_exec")
int remember(void *ctx)
{
	__u64 group = bpf_get_current_cgroup_id();
	__u64 now = bpf_ktime_get_ns();

	bpf_map_update_elem(&started, &group, &now, BPF_ANY); // <finding>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
