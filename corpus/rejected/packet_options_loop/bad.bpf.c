// expect walk: rejected A1104
// tags: complexity
// needs: 5.3
//
// The step of the walk comes from the packet and may be 0, so nothing bounds its rounds.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int walk(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__u32 offset = 0, options = 0;

	while (offset < 4096) { // <fails> <fix>
		__u8 *option = data + offset;

		if ((void *)(option + 2) > end)
			break;
		offset += option[1]; // <fix>
		options++;
	}
	return options > 100 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
