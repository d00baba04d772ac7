// lint: A2026
// expect drop_fragments: rejected A1203
//
// The check covers the Ethernet header, and not the IP header behind it.
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int drop_fragments(struct xdp_md *ctx)
{
	void *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = (void *)(long)ctx->data;
	struct iphdr *ip = (void *)(eth + 1);

	if ((void *)(eth + 1) > end)
		return XDP_PASS;
	return ip->frag_off & bpf_htons(0x1fff) ? XDP_DROP : XDP_PASS; // <finding>
}

char LICENSE[] SEC("license") = "GPL";
