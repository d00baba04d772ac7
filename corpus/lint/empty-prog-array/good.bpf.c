// expect enter: accepted
// expect parse: accepted
//
// The object fills it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

int parse(struct xdp_md *ctx);

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 2);
	__uint(key_size, sizeof(__u32));
	__array(values, int(struct xdp_md *));
} steps SEC(".maps") = {
	.values = { [0] = &parse },
};

SEC("xdp")
int parse(struct xdp_md *ctx)
{
	return XDP_PASS;
}

SEC("xdp")
int enter(struct xdp_md *ctx)
{
	bpf_tail_call(ctx, &steps, 0);
	return XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
