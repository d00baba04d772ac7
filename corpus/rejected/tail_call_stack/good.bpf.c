// expect filter: accepted
//
// What the callers keep is small: the header is written where it is kept.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 4);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(__u32));
} programs SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, char[272]);
} headers SEC(".maps");

static __noinline int go_on(struct xdp_md *ctx)
{
	bpf_tail_call(ctx, &programs, 1);
	return XDP_PASS;
}

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	__u32 key = 0;
	char *header = bpf_map_lookup_elem(&headers, &key);

	if (header)
		header[ctx->rx_queue_index & 255] = 1;
	return go_on(ctx);
}

char LICENSE[] SEC("license") = "GPL";
