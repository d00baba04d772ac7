// expect read_at: rejected A1204
//
// The moved pointer is checked, but the number it was moved by has no bound: such a check proves nothing.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u32 offset;

SEC("xdp")
int read_at(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *end = (void *)(long)ctx->data_end;
	__u8 *byte = data + offset; // <fix>

	if ((void *)(byte + 1) > end)
		return XDP_PASS;
	return *byte == 0x45 ? XDP_DROP : XDP_PASS; // <fails>
}

char LICENSE[] SEC("license") = "GPL";
