// expect pass: loader A1930
//
// A program is found by its name, which is not visible when it is static: the object is refused as a whole.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
static __attribute__((used)) int filter(struct xdp_md *ctx) // <fails> <fix>
{
	return XDP_PASS;
}

SEC("xdp")
int pass(struct xdp_md *ctx)
{
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
