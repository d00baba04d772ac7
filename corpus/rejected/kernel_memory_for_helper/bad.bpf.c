// expect first_word: rejected A1601
//
// The address in `args` is a number to the verifier: a helper that fills a map reads its value through pointers it
// knows.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

SEC("raw_tp/sys_enter")
int first_word(struct bpf_raw_tracepoint_args *ctx)
{
	__u32 key = 0;
	void *regs = (void *)ctx->args[0]; // <fix>

	bpf_map_update_elem(&counts, &key, regs, BPF_ANY); // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
