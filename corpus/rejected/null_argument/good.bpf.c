// expect count: accepted
//
// The key's address is passed.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} newest SEC(".maps");

SEC("raw_tp/sys_enter")
int count(void *ctx)
{
	__u32 key = 0;
	__u64 now = bpf_ktime_get_ns();

	return bpf_map_update_elem(&newest, &key, &now, BPF_ANY) != 0;
}

char LICENSE[] SEC("license") = "GPL";
