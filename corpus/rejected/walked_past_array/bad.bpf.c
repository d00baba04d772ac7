// expect sum: rejected A1202
//
// The loop's limit is more than the array has. The compiler walks a pointer through it: there is no index left to see.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct ports {
	__u32 count;
	__u32 port[8];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct ports);
} configured SEC(".maps");

SEC("xdp")
int sum(struct xdp_md *ctx)
{
	__u32 key = 0, sum = 0;
	struct ports *ports = bpf_map_lookup_elem(&configured, &key);

	if (!ports)
		return XDP_PASS;
	for (int i = 0; i < ports->count && i < 16; i++) // <fix>
		sum += ports->port[i]; // <fails>
	return sum == ctx->ingress_ifindex ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
