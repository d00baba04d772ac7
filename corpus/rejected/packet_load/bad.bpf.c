// expect filter: rejected A1810
//
// The builtin reads from a socket buffer; an XDP program has none.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

unsigned long long load_half(void *skb, unsigned long long at) asm("llvm.bpf.load.half");

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	return load_half(ctx, 12) == 0x0800 ? XDP_PASS : XDP_DROP; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
