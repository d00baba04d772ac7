// lint: A2114
// expect enter: accepted
//
// Nothing is ever put there: every packet is dropped.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 2);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(__u32));
} steps SEC(".maps");

SEC("xdp")
int enter(struct xdp_md *ctx)
{
	bpf_tail_call(ctx, &steps, 0); // <finding>
	return XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
