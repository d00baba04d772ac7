// expect count_queue: accepted
//
// The same without the mistake.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct histogram {
	__u64 slots[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct histogram);
} queues SEC(".maps");

SEC("xdp")
int count_queue(struct xdp_md *ctx)
{
	__u32 zero = 0, queue = ctx->rx_queue_index;
	struct histogram *histogram = bpf_map_lookup_elem(&queues, &zero);

	if (!histogram || queue >= 16)
		return XDP_PASS;
	histogram->slots[queue]++;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
