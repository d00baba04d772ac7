// expect filter: rejected A1813
//
// A function that is not static is verified by itself, and nothing is known of what a pointer to void points to.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__noinline int first_byte(void *data, void *data_end) // <fix>
{
	if (data + 1 > data_end)
		return -1;
	return *(__u8 *)data;
}

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	return first_byte((void *)(long)ctx->data, (void *)(long)ctx->data_end) ? XDP_DROP : XDP_PASS; // <fails>
}

char LICENSE[] SEC("license") = "GPL";
