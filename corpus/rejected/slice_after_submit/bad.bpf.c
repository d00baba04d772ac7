// expect sample: rejected A1704
// needs: 5.19
//
// The memory behind a dynptr goes with it when it is submitted.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC("xdp")
int sample(struct xdp_md *ctx)
{
	struct bpf_dynptr ptr;
	__u64 *value;

	bpf_ringbuf_reserve_dynptr(&events, 8, 0, &ptr);
	value = bpf_dynptr_data(&ptr, 0, 8);
	if (!value) {
		bpf_ringbuf_discard_dynptr(&ptr, 0);
		return XDP_PASS;
	}
	bpf_ringbuf_submit_dynptr(&ptr, 0); // <fix>
	*value = ctx->ingress_ifindex; // <fails> <fix>
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
