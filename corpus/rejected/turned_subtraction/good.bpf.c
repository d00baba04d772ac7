// expect measure: accepted
//
// Two pointers of the packet have a difference.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int measure(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *data_end = (void *)(long)ctx->data_end;

	return data_end - data > 100 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
