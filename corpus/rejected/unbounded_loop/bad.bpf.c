// expect find_zero: rejected A1103
// tags: complexity
//
// The end of the loop depends on a number that only the map's user knows, and nothing bounds it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} rounds SEC(".maps");

SEC("raw_tp/sys_enter")
int find_zero(struct bpf_raw_tracepoint_args *ctx)
{
	__u32 key = 0, *limit = bpf_map_lookup_elem(&rounds, &key);
	__u64 sum = 0;

	if (!limit)
		return 0;
	for (__u32 i = 0; i < *limit; i++) // <fails> <fix>
		sum += bpf_get_prandom_u32();
	return sum & 1;
}

char LICENSE[] SEC("license") = "GPL";
