// lint: A2501
// expect look: accepted
//
// 16,384 entries of 256 bytes: four megabytes, for each CPU.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct sample {
	__u64 times[32];
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 16384); // <finding>
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
