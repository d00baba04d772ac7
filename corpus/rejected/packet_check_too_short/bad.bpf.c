// expect read_ttl: rejected A1203
//
// The check covers the Ethernet header; the program reads the IPv4 header behind it.
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int read_ttl(struct xdp_md *ctx)
{
	struct ethhdr *eth = (void *)(long)ctx->data;
	void *end = (void *)(long)ctx->data_end;
	struct iphdr *ip = (void *)(eth + 1);

	if ((void *)(eth + 1) > end) // <fix>
		return XDP_PASS;
	return ip->ttl > 1 ? XDP_PASS : XDP_DROP; // <fails>
}

char LICENSE[] SEC("license") = "GPL";
