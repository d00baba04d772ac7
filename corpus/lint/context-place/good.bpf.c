// expect loopback: accepted
//
// The same without the mistake.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int loopback(struct xdp_md *ctx)
{
	return ctx->ingress_ifindex == 1 ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
