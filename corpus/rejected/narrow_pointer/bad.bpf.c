// expect filter: rejected A1052
//
// The address is kept in 32 bits while the header's length is added to it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	void *data_end = (void *)(long)ctx->data_end;
	__u32 start = ctx->data; // <fix>
	__u32 payload = start + 14; // <fails> <fix>
	__u8 *first = (void *)(long)payload;

	if ((void *)(first + 1) > data_end)
		return XDP_PASS;
	return *first ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
