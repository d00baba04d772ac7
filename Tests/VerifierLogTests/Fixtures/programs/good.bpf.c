#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

/* Three branches that meet: what level 2 shows of a program that loads. */
SEC("xdp")
int good(struct xdp_md *ctx)
{
	__u32 result = XDP_PASS;

	if (ctx->rx_queue_index > 3)
		result = XDP_DROP;
	else if (ctx->ingress_ifindex == 7)
		result = XDP_TX;
	if (ctx->data_end - ctx->data > 1500)
		result = XDP_ABORTED;
	return result;
}

char LICENSE[] SEC("license") = "GPL";
