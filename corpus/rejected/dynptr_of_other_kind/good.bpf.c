// expect sample: accepted
// needs: 5.19
//
// A dynptr over memory needs no release.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char buffer[64];

SEC("xdp")
int sample(struct xdp_md *ctx)
{
	__u64 value = ctx->ingress_ifindex;
	struct bpf_dynptr ptr;

	bpf_dynptr_from_mem(buffer, sizeof(buffer), 0, &ptr);
	bpf_dynptr_write(&ptr, 0, &value, sizeof(value), 0);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
