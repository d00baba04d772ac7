// expect count_down on < 5.12: rejected A1804
// expect count_down: rejected A1268
//
// Atomic operations are for memory that programs share: maps, not packets.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int count_down(struct xdp_md *ctx)
{
	__u64 *counter = (void *)(long)ctx->data;

	if ((void *)(counter + 1) > (void *)(long)ctx->data_end)
		return XDP_PASS;
	__sync_fetch_and_add(counter, -1); // <fails> <fix>
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
