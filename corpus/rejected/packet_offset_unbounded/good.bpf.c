// expect read_at: accepted
//
// The offset is at most what a frame holds.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u32 offset;

SEC("xdp")
int read_at(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *end = (void *)(long)ctx->data_end;
	__u32 at = offset;

	if (at > 1500)
		return XDP_PASS;

	__u8 *byte = data + at;

	if ((void *)(byte + 1) > end)
		return XDP_PASS;
	return *byte == 0x45 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
