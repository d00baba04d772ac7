#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

/* Two frames of 304 bytes: each is allowed, the chain is not. */
static __attribute__((noinline)) int inner(struct xdp_md *ctx)
{
	char name[300];

	bpf_get_current_comm(name, sizeof(name));
	return name[ctx->rx_queue_index & 7];
}

SEC("xdp")
int stack(struct xdp_md *ctx)
{
	char name[300];

	bpf_get_current_comm(name, sizeof(name));
	return inner(ctx) + name[ctx->rx_queue_index & 7] ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
