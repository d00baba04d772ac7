// lint: A2042
// expect filter: loader A1928
//
// The function is defined in another file, and a BPF object is loaded alone.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

int verdict_of(__u32 queue);

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	return verdict_of(ctx->rx_queue_index); // <finding>
}

char LICENSE[] SEC("license") = "GPL";
