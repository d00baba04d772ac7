/* Netfilter programs can be loaded since 6.4. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

__u64 seen;

SEC("netfilter")
int accepts_input(struct bpf_nf_ctx *ctx)
{
	seen++;
	return ctx->state->hook == 1;
}

char LICENSE[] SEC("license") = "GPL";
