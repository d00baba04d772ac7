// expect filter: accepted
//
// The number has a value before the assembly changes it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	__u64 number = 0;

	asm volatile("if %[queue] == 0 goto 1f\n%[number] = 7\n1:"
		     : [number] "+r"(number)
		     : [queue] "r"(ctx->rx_queue_index));
	return number ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
