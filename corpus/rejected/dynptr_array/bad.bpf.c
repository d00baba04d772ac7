// expect sample: rejected A1744
// expect sample on <= 6.1: accepted
// needs: 5.19
//
// Which dynptr of the array is meant is only known at run time.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC("xdp")
int sample(struct xdp_md *ctx)
{
	struct bpf_dynptr ptrs[2];
	__u32 which = ctx->rx_queue_index & 1; // <fix>

	bpf_ringbuf_reserve_dynptr(&events, 8, 0, &ptrs[which]); // <fails> <fix>
	bpf_ringbuf_submit_dynptr(&ptrs[which], 0);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
