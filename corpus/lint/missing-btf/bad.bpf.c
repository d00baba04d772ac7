// lint: A2013
// lint-cflags: -g0
// expect pass: accepted
//
// Compiled without -g.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int pass(struct xdp_md *ctx) // <finding>
{
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
