// expect count_frames: accepted
//
// The big buffers stand one after the other in two functions that do not call each other.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, 288);
} totals SEC(".maps");

static __noinline int store(struct xdp_md *ctx, __u32 seed)
{
	char copy[288] = {};
	__u32 key = 0;

	copy[seed & 255] = ctx->rx_queue_index;
	return bpf_map_update_elem(&totals, &key, copy, BPF_ANY);
}

SEC("xdp")
int count_frames(struct xdp_md *ctx)
{
	if (store(ctx, ctx->rx_queue_index))
		return XDP_DROP;
	return store(ctx, ctx->ingress_ifindex) ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
