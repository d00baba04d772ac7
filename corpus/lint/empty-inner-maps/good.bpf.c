// expect count: accepted
//
// The slot is filled where it is declared.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct bucket {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} first SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, __u32);
	__array(values, struct bucket);
} buckets SEC(".maps") = {
	.values = { [0] = &first },
};

SEC("xdp")
int count(struct xdp_md *ctx)
{
	__u32 zero = 0;
	void *bucket = bpf_map_lookup_elem(&buckets, &zero);

	if (!bucket)
		return XDP_PASS;
	return bpf_map_lookup_elem(bucket, &zero) ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
