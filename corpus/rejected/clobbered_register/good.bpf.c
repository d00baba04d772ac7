// expect spread: accepted
//
// The assembly lists what a call empties.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int spread(struct xdp_md *ctx)
{
	unsigned long number;

	asm volatile("call %[random]\n%[number] = r0"
		     : [number] "=r"(number)
		     : [random] "i"(BPF_FUNC_get_prandom_u32)
		     : "r0", "r1", "r2", "r3", "r4", "r5");
	return (number + ctx->rx_queue_index) & 1 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
