// expect sample: rejected A1743
// needs: 5.19
//
// bpf_dynptr_from_mem takes memory of maps, not the stack.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int sample(struct xdp_md *ctx)
{
	char buffer[64] = {}; // <fix>
	__u64 value = ctx->ingress_ifindex;
	struct bpf_dynptr ptr;

	bpf_dynptr_from_mem(buffer, sizeof(buffer), 0, &ptr); // <fails> <fix>
	bpf_dynptr_write(&ptr, 0, &value, sizeof(value), 0);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
