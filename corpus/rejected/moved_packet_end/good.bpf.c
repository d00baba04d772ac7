// expect filter: accepted
//
// What is added to is the packet's pointer.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *data_end = (void *)(long)ctx->data_end;

	if (data + 14 > data_end)
		return XDP_PASS;
	return *(__u8 *)data ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
