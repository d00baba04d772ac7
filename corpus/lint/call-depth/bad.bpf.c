// lint: A2018
// expect count: rejected A1004
// expect count on >= 7.3: accepted
//
// Eight small functions under the program: nine frames.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static __noinline int f8(struct xdp_md *ctx)
{
	return ctx->rx_queue_index;
}

static __noinline int f7(struct xdp_md *ctx)
{
	return f8(ctx) + 7; // <finding>
}

static __noinline int f6(struct xdp_md *ctx)
{
	return f7(ctx) + 6;
}

static __noinline int f5(struct xdp_md *ctx)
{
	return f6(ctx) + 5;
}

static __noinline int f4(struct xdp_md *ctx)
{
	return f5(ctx) + 4;
}

static __noinline int f3(struct xdp_md *ctx)
{
	return f4(ctx) + 3;
}

static __noinline int f2(struct xdp_md *ctx)
{
	return f3(ctx) + 2;
}

static __noinline int f1(struct xdp_md *ctx)
{
	return f2(ctx) + 1;
}

SEC("xdp")
int count(struct xdp_md *ctx)
{
	return f1(ctx) ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
