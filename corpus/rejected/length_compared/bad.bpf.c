// expect drop_last_hop: rejected A1203
//
// The packet's length is compared, which is a number: the verifier does not connect it with the pointer that is used.
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int drop_last_hop(struct xdp_md *ctx)
{
	struct iphdr *ip = (void *)(long)ctx->data + ETH_HLEN;
	__u64 length = ctx->data_end - ctx->data;

	if (length < ETH_HLEN + sizeof(*ip)) // <fix>
		return XDP_PASS;
	return ip->ttl == 1 ? XDP_DROP : XDP_PASS; // <fails>
}

char LICENSE[] SEC("license") = "GPL";
