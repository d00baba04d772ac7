// expect count: rejected A1604
//
// A map of maps gives a pointer to the inner map; what is passed here was read from a value of a plain map instead.
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
	void *map = bpf_map_lookup_elem(&counts, &key); // <fix>

	if (!map)
		return 0;
	return bpf_map_delete_elem(map, &key) != 0; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
