// expect filter: accepted
//
// A pointer is kept in a pointer.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	void *data_end = (void *)(long)ctx->data_end;
	void *volatile kept = (void *)(long)ctx->data;
	__u8 *data = kept;

	if ((void *)(data + 1) > data_end)
		return XDP_PASS;
	return *data ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
