// lint: A2029
// expect loopback: rejected A1220
//
// Half of a field is read.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int loopback(struct xdp_md *ctx)
{
	return *(volatile __u16 *)&ctx->ingress_ifindex == 1 ? XDP_PASS : XDP_DROP; // <finding>
}

char LICENSE[] SEC("license") = "GPL";
