// expect first_byte: accepted
// needs: 5.18
//
// An XDP program reads its packet's bytes with bpf_xdp_load_bytes.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int first_byte(struct xdp_md *ctx)
{
	__u8 byte = 0;

	if (bpf_xdp_load_bytes(ctx, 0, &byte, sizeof(byte)))
		return XDP_PASS;
	return byte == 0xff ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
