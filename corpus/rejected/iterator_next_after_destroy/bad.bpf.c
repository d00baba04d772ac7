// expect sum: rejected A1731
// needs: 6.4
//
// One more number is asked for after the iterator was destroyed.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern int bpf_iter_num_new(struct bpf_iter_num *it, int start, int end) __ksym;
extern int *bpf_iter_num_next(struct bpf_iter_num *it) __ksym;
extern void bpf_iter_num_destroy(struct bpf_iter_num *it) __ksym;

int total;

SEC("xdp")
int sum(struct xdp_md *ctx)
{
	struct bpf_iter_num it;
	int *i;

	bpf_iter_num_new(&it, 0, 10);
	while ((i = bpf_iter_num_next(&it)))
		total += *i;
	bpf_iter_num_destroy(&it); // <fix>
	i = bpf_iter_num_next(&it); // <fails> <fix>
	if (i)
		total += *i;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
