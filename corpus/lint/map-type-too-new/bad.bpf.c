// lint: A2006
// targets: 5.4 6.1
// expect seen on < 6.1: environment A1904
// expect seen: accepted
//
// A bloom filter, which came with 5.16, for a program that has to load on 5.4.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_BLOOM_FILTER); // <finding>
	__uint(max_entries, 1024);
	__type(value, __u32);
} known SEC(".maps");

SEC("xdp")
int seen(struct xdp_md *ctx)
{
	__u32 queue = ctx->rx_queue_index;

	return bpf_map_peek_elem(&known, &queue) ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
