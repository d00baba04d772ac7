// expect sample: rejected A1741
// needs: 5.19
//
// The dynptr is only declared: nothing sets it up before it is read through.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC("xdp")
int sample(struct xdp_md *ctx)
{
	struct bpf_dynptr ptr; // <fix>
	__u64 value = 0;

	bpf_dynptr_read(&value, sizeof(value), &ptr, 0, 0); // <fails> <fix>
	return value ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
