// expect mirror: accepted
// needs: 5.8
//
// The bytes are copied to the stack first.
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
	char head[14];

	__builtin_memcpy(head, data, sizeof(head));
	bpf_ringbuf_output(&heads, head, sizeof(head), 0);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
