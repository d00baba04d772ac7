// expect spread: rejected A1305
//
// The assembly calls a helper and does not say that r1 is lost: the compiler still has the context in it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int spread(struct xdp_md *ctx)
{
	unsigned long number;

	asm volatile("call %[random]\n%[number] = r0" // <fix>
		     : [number] "=r"(number)
		     : [random] "i"(BPF_FUNC_get_prandom_u32)
		     : "r0");
	return (number + ctx->rx_queue_index) & 1 ? XDP_DROP : XDP_PASS; // <fails>
}

char LICENSE[] SEC("license") = "GPL";
