// expect count_down: accepted
//
// The packet is this program's alone: a plain store does.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int count_down(struct xdp_md *ctx)
{
	__u64 *counter = (void *)(long)ctx->data;

	if ((void *)(counter + 1) > (void *)(long)ctx->data_end)
		return XDP_PASS;
	*counter -= 1;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
