// lint: A2021
// tags: complexity
// expect draw: rejected A1103
//
// How often is what somebody wrote into the map: four billion times, for all the verifier knows.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} rounds SEC(".maps");

SEC("tp/sched/sched_process_exec")
int draw(void *ctx)
{
	__u32 key = 0, *wanted = bpf_map_lookup_elem(&rounds, &key);
	__u32 sum = 0;

	if (!wanted)
		return 0;
	for (__u32 i = 0, n = *wanted; i < n; i++) // <finding>
		sum += bpf_get_prandom_u32();
	return sum & 1;
}

char LICENSE[] SEC("license") = "GPL";
