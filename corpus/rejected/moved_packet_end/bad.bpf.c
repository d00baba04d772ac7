// expect filter: rejected A1050
//
// The packet's end is moved back instead of the packet's pointer forward.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *data_end = (void *)(long)ctx->data_end;

	if (data > data_end - 14) // <fails> <fix>
		return XDP_PASS;
	return *(__u8 *)data ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
