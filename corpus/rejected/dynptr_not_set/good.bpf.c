// expect sample: accepted
// needs: 5.19
//
// The dynptr is reserved first, and discarded.
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
	__u64 value = 0;

	bpf_ringbuf_reserve_dynptr(&events, sizeof(value), 0, &ptr);
	bpf_dynptr_read(&value, sizeof(value), &ptr, 0, 0);
	bpf_ringbuf_discard_dynptr(&ptr, 0);
	return value ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
