// expect pass_ipv6: rejected A1203
//
// The check's outcome becomes a pointer that is NULL or not. The compiler makes one 32-bit comparison of both, which the
// verifier takes for one of numbers; and what is compared is the header's start, not its end.
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

static __always_inline struct ethhdr *header(struct xdp_md *ctx)
{
	struct ethhdr *eth = (void *)(long)ctx->data;

	return (void *)eth > (void *)(long)ctx->data_end ? NULL : eth; // <fix>
}

SEC("xdp")
int pass_ipv6(struct xdp_md *ctx)
{
	struct ethhdr *eth = header(ctx); // <fix>

	if (!eth) // <fix>
		return XDP_DROP;
	return eth->h_proto == bpf_htons(ETH_P_IPV6) ? XDP_PASS : XDP_DROP; // <fails>
}

char LICENSE[] SEC("license") = "GPL";
