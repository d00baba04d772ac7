// expect filter: accepted
//
// A static function is verified with what it is called with.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static __noinline int first_byte(void *data, void *data_end)
{
	if (data + 1 > data_end)
		return -1;
	return *(__u8 *)data;
}

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	return first_byte((void *)(long)ctx->data, (void *)(long)ctx->data_end) ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
