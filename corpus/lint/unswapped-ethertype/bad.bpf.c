// lint: A2116
// expect filter: accepted
//
// 0x0800 in the packet reads 0x0008 here: nothing ever passes.
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;

	if ((void *)(eth + 1) > end)
		return XDP_DROP;
	return eth->h_proto == ETH_P_IP ? XDP_PASS : XDP_DROP; // <finding>
}

char LICENSE[] SEC("license") = "GPL";
