// expect sample: rejected A1741
// needs: 5.19
//
// A submitted dynptr is gone.
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

	bpf_ringbuf_reserve_dynptr(&events, sizeof(value), 0, &ptr);
	bpf_ringbuf_submit_dynptr(&ptr, 0); // <fix>
	bpf_dynptr_write(&ptr, 0, &value, sizeof(value), 0); // <fails> <fix>
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
