// expect judge: rejected A1807
//
// Each of the 256 rules is a function of its own: with the entry, 257.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define RULE(n) \
	static __noinline int rule_##n(struct xdp_md *ctx) \
	{ \
		return ctx->rx_queue_index == n; \
	}
#define RULES16(h) \
	RULE(h##0) RULE(h##1) RULE(h##2) RULE(h##3) RULE(h##4) RULE(h##5) RULE(h##6) RULE(h##7) \
	RULE(h##8) RULE(h##9) RULE(h##a) RULE(h##b) RULE(h##c) RULE(h##d) RULE(h##e) RULE(h##f)
#define USE(n) hits |= rule_##n(ctx);
#define USE16(h) \
	USE(h##0) USE(h##1) USE(h##2) USE(h##3) USE(h##4) USE(h##5) USE(h##6) USE(h##7) \
	USE(h##8) USE(h##9) USE(h##a) USE(h##b) USE(h##c) USE(h##d) USE(h##e) USE(h##f)

RULES16(0x0)
RULES16(0x1)
RULES16(0x2)
RULES16(0x3)
RULES16(0x4)
RULES16(0x5)
RULES16(0x6)
RULES16(0x7)
RULES16(0x8)
RULES16(0x9)
RULES16(0xa)
RULES16(0xb)
RULES16(0xc)
RULES16(0xd)
RULES16(0xe)
RULES16(0xf)

SEC("xdp")
int judge(struct xdp_md *ctx) // <fails>
{
	int hits = 0;

	USE16(0x0)
	USE16(0x1)
	USE16(0x2)
	USE16(0x3)
	USE16(0x4)
	USE16(0x5)
	USE16(0x6)
	USE16(0x7)
	USE16(0x8)
	USE16(0x9)
	USE16(0xa)
	USE16(0xb)
	USE16(0xc)
	USE16(0xd)
	USE16(0xe)
	USE16(0xf)
	return hits ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
