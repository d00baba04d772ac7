// expect find: accepted
// needs: 6.4
//
// Every way out of the loop leads past the call that destroys the iterator.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern int bpf_iter_num_new(struct bpf_iter_num *it, int start, int end) __ksym;
extern int *bpf_iter_num_next(struct bpf_iter_num *it) __ksym;
extern void bpf_iter_num_destroy(struct bpf_iter_num *it) __ksym;

SEC("xdp")
int find(struct xdp_md *ctx)
{
	struct bpf_iter_num it;
	int *i, action = XDP_PASS;

	bpf_iter_num_new(&it, 0, 100);
	while ((i = bpf_iter_num_next(&it))) {
		if (*i == ctx->ingress_ifindex)
			action = XDP_DROP;
	}
	bpf_iter_num_destroy(&it);
	return action;
}

char LICENSE[] SEC("license") = "GPL";
