// expect last_byte: accepted
//
// Bytes are read through a pointer from the packet's start.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int last_byte(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data;
	__u8 *end = (void *)(long)ctx->data_end;

	if (data + 1 > end)
		return XDP_PASS;
	return *data == 0 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
