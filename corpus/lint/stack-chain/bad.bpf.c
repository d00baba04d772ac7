// lint: A2004
// targets: 6.1 6.18
// expect outer: rejected A1002
//
// Two frames of 312 bytes: each is allowed, one on top of the other is not.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, char[304]);
} names SEC(".maps");

static __noinline int inner(struct xdp_md *ctx)
{
	char name[304] = {};
	__u32 key = 0;

	name[0] = ctx->rx_queue_index;
	return bpf_map_update_elem(&names, &key, name, BPF_ANY);
}

SEC("xdp")
int outer(struct xdp_md *ctx) // <finding>
{
	char name[304] = {};
	__u32 key = 0;

	name[1] = ctx->rx_queue_index;
	if (bpf_map_update_elem(&names, &key, name, BPF_ANY))
		return XDP_PASS;
	return inner(ctx) ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
