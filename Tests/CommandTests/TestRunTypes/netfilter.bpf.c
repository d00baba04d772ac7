/* Netfilter programs can be loaded since 6.4. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

SEC("netfilter")
int accepts_input(struct bpf_nf_ctx *ctx) { return ctx->state->hook == 1; }

char LICENSE[] SEC("license") = "GPL";
