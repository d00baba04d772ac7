// expect nested: accepted
//
// The same ten, put into one by the compiler: a call chain of one.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static __always_inline int step9(struct xdp_md *ctx)
{
	return ctx->rx_queue_index + 9;
}

static __always_inline int step8(struct xdp_md *ctx)
{
	return step9(ctx) * 2 + ctx->ingress_ifindex;
}

static __always_inline int step7(struct xdp_md *ctx)
{
	return step8(ctx) * 2 + ctx->ingress_ifindex;
}

static __always_inline int step6(struct xdp_md *ctx)
{
	return step7(ctx) * 2 + ctx->ingress_ifindex;
}

static __always_inline int step5(struct xdp_md *ctx)
{
	return step6(ctx) * 2 + ctx->ingress_ifindex;
}

static __always_inline int step4(struct xdp_md *ctx)
{
	return step5(ctx) * 2 + ctx->ingress_ifindex;
}

static __always_inline int step3(struct xdp_md *ctx)
{
	return step4(ctx) * 2 + ctx->ingress_ifindex;
}

static __always_inline int step2(struct xdp_md *ctx)
{
	return step3(ctx) * 2 + ctx->ingress_ifindex;
}

static __always_inline int step1(struct xdp_md *ctx)
{
	return step2(ctx) * 2 + ctx->ingress_ifindex;
}

SEC("xdp")
int nested(struct xdp_md *ctx)
{
	return step1(ctx) > 100 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
