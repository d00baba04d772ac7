#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u8[64]);
} bytes SEC(".maps");

/* The index is kept on the stack while registers are needed, and comes back unchecked. */
SEC("xdp")
int spill(struct xdp_md *ctx)
{
	__u32 zero = 0;
	__u64 index = ctx->rx_queue_index;
	__u8 *value;

	asm volatile("*(u64 *)(r10 - 16) = %0" : : "r"(index) : "memory");
	value = bpf_map_lookup_elem(&bytes, &zero);
	if (!value)
		return XDP_PASS;
	asm volatile("%0 = *(u64 *)(r10 - 16)" : "=r"(index) : : "memory");
	return value[index] ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
