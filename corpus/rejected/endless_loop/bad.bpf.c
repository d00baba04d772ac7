// expect wait on >= 7.3: rejected A1103
// expect wait: rejected A1102
// tags: complexity
// needs: 5.3
//
// Nothing in the loop changes what its condition depends on.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int wait(struct xdp_md *ctx)
{
	__u32 queue = ctx->rx_queue_index;

	while (queue) // <fails> <fix>
		asm volatile("" : "+r"(queue));
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
