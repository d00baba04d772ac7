// expect count_frames: rejected A1002
//
// Two frames of 300 bytes: each fits, the call chain does not. XDP programs share one stack of 512 bytes.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, 288);
} totals SEC(".maps");

static __noinline int summarise(struct xdp_md *ctx, __u32 seed)
{
	char copy[288] = {}; // <fix>
	__u32 key = 0;

	copy[seed & 255] = ctx->rx_queue_index;
	return bpf_map_update_elem(&totals, &key, copy, BPF_ANY);
}

SEC("xdp")
int count_frames(struct xdp_md *ctx)
{
	char work[288] = {};
	__u32 key = 0;

	work[ctx->rx_queue_index & 255] = 1;
	bpf_map_update_elem(&totals, &key, work, BPF_ANY);
	return summarise(ctx, work[7]) ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
