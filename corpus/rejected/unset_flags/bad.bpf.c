// expect count: rejected A1302
//
// The flags are declared, and never set.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

SEC("xdp")
int count(struct xdp_md *ctx)
{
	__u32 key = ctx->rx_queue_index;
	__u64 one = 1, flags; // <fix>

	bpf_map_update_elem(&counts, &key, &one, flags); // <fails>
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
