// expect filter: accepted
//
// The context's field becomes a pointer at once.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	void *data_end = (void *)(long)ctx->data_end;
	void *data = (void *)(long)ctx->data;
	__u8 *first = data + 14;

	if ((void *)(first + 1) > data_end)
		return XDP_PASS;
	return *first ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
