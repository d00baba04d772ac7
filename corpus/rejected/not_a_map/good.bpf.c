// expect count: accepted
//
// The map's own address is passed.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

SEC("raw_tp/sys_enter")
int count(void *ctx)
{
	__u32 key = 0;
	void *map = bpf_map_lookup_elem(&counts, &key);

	if (!map)
		return 0;
	return bpf_map_delete_elem(&counts, &key) != 0;
}

char LICENSE[] SEC("license") = "GPL";
