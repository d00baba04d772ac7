// expect find: rejected A1701
// needs: 6.4
//
// An iterator's loop that is left by return skips the call that destroys the iterator.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern int bpf_iter_num_new(struct bpf_iter_num *it, int start, int end) __ksym;
extern int *bpf_iter_num_next(struct bpf_iter_num *it) __ksym;
extern void bpf_iter_num_destroy(struct bpf_iter_num *it) __ksym;

SEC("xdp")
int find(struct xdp_md *ctx)
{
	struct bpf_iter_num it;
	int *i;

	bpf_iter_num_new(&it, 0, 100);
	while ((i = bpf_iter_num_next(&it))) {
		if (*i == ctx->ingress_ifindex) // <fix>
			return XDP_DROP; // <fails> <fix>
	}
	bpf_iter_num_destroy(&it);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
