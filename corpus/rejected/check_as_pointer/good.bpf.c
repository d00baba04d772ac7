// expect pass_ipv6: accepted
//
// The header's end is compared, and the program leaves with the check itself.
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

static __always_inline struct ethhdr *header(struct xdp_md *ctx)
{
	struct ethhdr *eth = (void *)(long)ctx->data;

	return (void *)(eth + 1) > (void *)(long)ctx->data_end ? NULL : eth;
}

SEC("xdp")
int pass_ipv6(struct xdp_md *ctx)
{
	struct ethhdr *eth = header(ctx);

	if (!eth)
		return XDP_DROP;
	return eth->h_proto == bpf_htons(ETH_P_IPV6) ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
