// expect filter: rejected A1306
//
// The packet's pointer is kept in a variable of 32 bits on the stack.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	volatile __u32 kept = (unsigned long)data; // <fails> <fix>

	return kept & 1 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
