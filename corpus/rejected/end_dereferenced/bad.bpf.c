// expect last_byte: rejected A1252
//
// The packet's end marks a border. It is compared with, and nothing is read through it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int last_byte(struct xdp_md *ctx)
{
	__u8 *end = (void *)(long)ctx->data_end; // <fix>

	return *end == 0 ? XDP_DROP : XDP_PASS; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
