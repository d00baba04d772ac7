// expect resize: accepted
// needs: 5.9
//
// It is read.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct bpf_map {
	__u32 max_entries;
} __attribute__((preserve_access_index));

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

__u32 entries;

SEC("raw_tp/sys_enter")
int resize(struct bpf_raw_tracepoint_args *ctx)
{
	struct bpf_map *map = (struct bpf_map *)&counts;

	entries = map->max_entries;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
