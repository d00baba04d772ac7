#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64[8]);
} slots SEC(".maps");

/* Reads past the map's value when `index` is 8 or more: the caller's check is off by one. */
static __attribute__((noinline)) __u64 slot(__u64 *values, __u32 index)
{
	return values[index];
}

SEC("xdp")
int callee(struct xdp_md *ctx)
{
	__u32 zero = 0, index = ctx->rx_queue_index;
	__u64 *values = bpf_map_lookup_elem(&slots, &zero);

	if (!values)
		return XDP_PASS;
	if (index > 8)
		return XDP_DROP;
	return slot(values, index) ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
