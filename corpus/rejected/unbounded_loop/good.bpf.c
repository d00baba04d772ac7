// expect find_zero: accepted
//
// The same loop with a bound of its own beside the number from the map.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define MOST_ROUNDS 64

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
	for (__u32 i = 0; i < MOST_ROUNDS && i < *limit; i++)
		sum += bpf_get_prandom_u32();
	return sum & 1;
}

char LICENSE[] SEC("license") = "GPL";
