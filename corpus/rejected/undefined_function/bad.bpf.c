// expect filter: loader A1928
//
// The function is declared, and defined in another file: a BPF object is loaded alone.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

int verdict(struct xdp_md *ctx); // <fix>

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	return verdict(ctx); // <fails>
}

char LICENSE[] SEC("license") = "GPL";
