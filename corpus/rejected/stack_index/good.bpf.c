// expect count_queue: accepted
//
// The limit is the array's own size.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, char[16]);
} seen SEC(".maps");

SEC("xdp")
int count_queue(struct xdp_md *ctx)
{
	char queues[16] = {};
	__u32 queue = ctx->rx_queue_index;
	__u32 key = 0;

	if (queue >= sizeof(queues))
		return XDP_PASS;
	queues[queue] = 1;
	bpf_map_update_elem(&seen, &key, queues, BPF_ANY);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
