// expect count on < 5.12: rejected A1804
// expect count: accepted
//
// The array has as many entries as are needed.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct flow {
	__u64 packets[8];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4096);
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
