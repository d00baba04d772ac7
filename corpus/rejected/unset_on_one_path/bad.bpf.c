// expect filter: rejected A1302
//
// Assembly sets the number on one path only; on the other the register holds nothing.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	__u64 number; // <fix>

	asm volatile("if %[queue] == 0 goto 1f\n%[number] = 7\n1:"
		     : [number] "=&r"(number)
		     : [queue] "r"(ctx->rx_queue_index));
	return number ? XDP_DROP : XDP_PASS; // <fails>
}

char LICENSE[] SEC("license") = "GPL";
