// expect look: accepted
//
// What is needed, and no more.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct sample {
	__u64 times[32];
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 256);
	__type(key, __u32);
	__type(value, struct sample);
} samples SEC(".maps");

SEC("xdp")
int look(struct xdp_md *ctx)
{
	__u32 queue = ctx->rx_queue_index;

	return bpf_map_lookup_elem(&samples, &queue) ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
