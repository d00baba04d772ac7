// expect sum: rejected A1732
// needs: 6.4
//
// An iterator in a map value: the verifier follows only those on the stack.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern int bpf_iter_num_new(struct bpf_iter_num *it, int start, int end) __ksym;
extern int *bpf_iter_num_next(struct bpf_iter_num *it) __ksym;
extern void bpf_iter_num_destroy(struct bpf_iter_num *it) __ksym;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct bpf_iter_num);
} iterators SEC(".maps");

int total;

SEC("xdp")
int sum(struct xdp_md *ctx)
{
	__u32 key = 0;
	struct bpf_iter_num *it = bpf_map_lookup_elem(&iterators, &key); // <fix>
	int *i;

	if (!it)
		return XDP_PASS;
	bpf_iter_num_new(it, 0, 10); // <fails>
	while ((i = bpf_iter_num_next(it)))
		total += *i;
	bpf_iter_num_destroy(it);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
