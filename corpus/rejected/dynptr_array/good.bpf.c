// expect sample: accepted
// needs: 5.19
//
// Each dynptr is a variable of its own.
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

	bpf_ringbuf_reserve_dynptr(&events, 8, 0, &ptr);
	bpf_ringbuf_submit_dynptr(&ptr, 0);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
