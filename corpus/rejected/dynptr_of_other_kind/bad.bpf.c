// expect sample: rejected A1743
// needs: 5.19
//
// A dynptr over a map value is no ring buffer record to submit.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char buffer[64];

SEC("xdp")
int sample(struct xdp_md *ctx)
{
	__u64 value = ctx->ingress_ifindex;
	struct bpf_dynptr ptr;

	bpf_dynptr_from_mem(buffer, sizeof(buffer), 0, &ptr); // <fix>
	bpf_dynptr_write(&ptr, 0, &value, sizeof(value), 0);
	bpf_ringbuf_submit_dynptr(&ptr, 0); // <fails> <fix>
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
