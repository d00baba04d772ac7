// expect mirror: rejected A1609
// needs: 5.8
//
// bpf_ringbuf_output reads memory of the program's; packet bytes it does not take.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} heads SEC(".maps");

SEC("xdp")
int mirror(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *end = (void *)(long)ctx->data_end;

	if (data + 14 > end)
		return XDP_PASS;
	bpf_ringbuf_output(&heads, data, 14, 0); // <fails> <fix>
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
