// expect sample: accepted
// needs: 5.19
//
// The dynptr is discarded where reserving failed.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC("xdp")
int sample(struct xdp_md *ctx)
{
	__u64 value = ctx->ingress_ifindex;
	struct bpf_dynptr ptr;

	if (bpf_ringbuf_reserve_dynptr(&events, sizeof(value), 0, &ptr)) {
		bpf_ringbuf_discard_dynptr(&ptr, 0);
		return XDP_DROP;
	}
	bpf_dynptr_write(&ptr, 0, &value, sizeof(value), 0);
	bpf_ringbuf_submit_dynptr(&ptr, 0);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
