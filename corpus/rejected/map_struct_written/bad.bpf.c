// expect resize: rejected A1238
// needs: 5.9
//
// A map's own struct may be read, and not changed.
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

SEC("raw_tp/sys_enter")
int resize(struct bpf_raw_tracepoint_args *ctx)
{
	struct bpf_map *map = (struct bpf_map *)&counts;

	map->max_entries = 8; // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
