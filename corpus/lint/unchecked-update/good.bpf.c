// expect remember: accepted
//
// What finds no room is counted.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u64);
	__type(value, __u64);
} started SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} lost SEC(".maps");

SEC("tp/sched/sched_process_exec")
int remember(void *ctx)
{
	__u32 key = 0;
	__u64 group = bpf_get_current_cgroup_id();
	__u64 now = bpf_ktime_get_ns(), *count;

	if (bpf_map_update_elem(&started, &group, &now, BPF_ANY)) {
		count = bpf_map_lookup_elem(&lost, &key);
		if (count)
			(*count)++;
	}
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
