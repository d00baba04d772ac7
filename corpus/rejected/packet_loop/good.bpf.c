// expect count_zeros: accepted
//
// The check covers what the loop reads.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int count_zeros(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data;
	void *end = (void *)(long)ctx->data_end;
	int zeros = 0;

	if ((void *)(data + 8) > end)
		return XDP_PASS;
	for (int i = 0; i < 8; i++)
		zeros += data[i] == 0;
	return zeros > 4 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
