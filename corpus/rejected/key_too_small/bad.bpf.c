// expect count_flow on < 5.12: rejected A1804
// expect count_flow: rejected A1006
//
// The map's key has 8 bytes; the variable whose address is passed has 4.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u64);
	__type(value, __u64);
} flows SEC(".maps");

SEC("xdp")
int count_flow(struct xdp_md *ctx)
{
	__u32 flow = ctx->rx_queue_index; // <fix>
	__u64 *count = bpf_map_lookup_elem(&flows, &flow); // <fails>

	if (count)
		__sync_fetch_and_add(count, 1);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
