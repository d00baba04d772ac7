// expect first_byte: rejected A1502
// needs: 5.18
//
// bpf_skb_load_bytes reads a socket buffer. An XDP program runs before there is one, and may not call it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp") // <fix>
int first_byte(struct xdp_md *ctx)
{
	__u8 byte = 0;

	if (bpf_skb_load_bytes(ctx, 0, &byte, sizeof(byte))) // <fails> <fix>
		return XDP_PASS;
	return byte == 0xff ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
