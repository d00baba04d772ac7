// expect drop_ipv6: rejected A1203
//
// The header is read, and nothing says that the packet is that long.
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int drop_ipv6(struct xdp_md *ctx)
{
	struct ethhdr *eth = (void *)(long)ctx->data;

	return eth->h_proto == bpf_htons(ETH_P_IPV6) ? XDP_DROP : XDP_PASS; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
