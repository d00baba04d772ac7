// lint: A2020
// targets: 5.2
// expect sum: accepted
//
// Bounded, and still a jump back.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

SEC("xdp")
int sum(struct xdp_md *ctx)
{
	__u64 total = 0;

#pragma clang loop unroll(disable)
	for (int i = 0; i < 64; i++) { // <finding>
		__u32 key = i;
		__u64 *value = bpf_map_lookup_elem(&counts, &key);

		if (value)
			total += *value;
	}
	return total % 2 ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
