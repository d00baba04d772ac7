// expect walk: accepted
// tags: complexity
// needs: 5.3
//
// The walk ends after some options at the latest.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int walk(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__u32 offset = 0, options = 0;

	for (int i = 0; i < 16 && offset < 4096; i++) {
		__u8 *option = data + offset;

		if ((void *)(option + 2) > end)
			break;
		offset += option[1];
		options++;
	}
	return options > 100 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
