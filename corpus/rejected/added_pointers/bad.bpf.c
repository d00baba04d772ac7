// expect filter: rejected A1054
//
// The pointer to the length is added where the length was meant.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *data_end = (void *)(long)ctx->data_end;
	__u8 *length = data;
	void *next;

	if (data + 1 > data_end)
		return XDP_PASS;
	next = data + (unsigned long)length; // <fails> <fix>
	if (next + 1 > data_end)
		return XDP_PASS;
	return *(__u8 *)next ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
