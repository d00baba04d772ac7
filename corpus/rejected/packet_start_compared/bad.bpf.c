// expect read_ttl: rejected A1203
//
// The header's start is compared with the end of the packet; the header itself may lie behind it.
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int read_ttl(struct xdp_md *ctx)
{
	void *end = (void *)(long)ctx->data_end;
	struct iphdr *ip = (void *)(long)ctx->data + ETH_HLEN;

	if ((void *)ip > end) // <fix>
		return XDP_PASS;
	return ip->ttl > 1 ? XDP_PASS : XDP_DROP; // <fails>
}

char LICENSE[] SEC("license") = "GPL";
