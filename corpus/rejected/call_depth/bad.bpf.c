// expect nested on >= 7.3: accepted
// expect nested: rejected A1004
//
// Ten functions call each other in a row, each as a call of its own.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static __noinline int step9(struct xdp_md *ctx) // <fix>
{
	return ctx->rx_queue_index + 9;
}

static __noinline int step8(struct xdp_md *ctx) // <fix>
{
	return step9(ctx) * 2 + ctx->ingress_ifindex; // <fails>
}

static __noinline int step7(struct xdp_md *ctx) // <fix>
{
	return step8(ctx) * 2 + ctx->ingress_ifindex; // <fails>
}

static __noinline int step6(struct xdp_md *ctx) // <fix>
{
	return step7(ctx) * 2 + ctx->ingress_ifindex; // <fails>
}

static __noinline int step5(struct xdp_md *ctx) // <fix>
{
	return step6(ctx) * 2 + ctx->ingress_ifindex; // <fails>
}

static __noinline int step4(struct xdp_md *ctx) // <fix>
{
	return step5(ctx) * 2 + ctx->ingress_ifindex; // <fails>
}

static __noinline int step3(struct xdp_md *ctx) // <fix>
{
	return step4(ctx) * 2 + ctx->ingress_ifindex; // <fails>
}

static __noinline int step2(struct xdp_md *ctx) // <fix>
{
	return step3(ctx) * 2 + ctx->ingress_ifindex; // <fails>
}

static __noinline int step1(struct xdp_md *ctx) // <fix>
{
	return step2(ctx) * 2 + ctx->ingress_ifindex; // <fails>
}

SEC("xdp")
int nested(struct xdp_md *ctx)
{
	return step1(ctx) > 100 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
