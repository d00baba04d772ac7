// expect count: loader A1905
//
// The entries of an array are all allocated at once: 4,000,000,000 of 64 bytes are more than any kernel gives.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct flow {
	__u64 packets[8];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4000000000); // <fails> <fix>
	__type(key, __u32);
	__type(value, struct flow);
} flows SEC(".maps");

SEC("xdp")
int count(struct xdp_md *ctx)
{
	__u32 key = ctx->ingress_ifindex;
	struct flow *flow = bpf_map_lookup_elem(&flows, &key);

	if (flow)
		__sync_fetch_and_add(&flow->packets[0], 1);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
