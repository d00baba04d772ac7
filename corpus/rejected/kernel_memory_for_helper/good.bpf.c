// expect first_word: accepted
//
// The bytes are copied to the stack first.
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
	void *regs = (void *)ctx->args[0];
	__u64 word;

	if (bpf_probe_read_kernel(&word, sizeof(word), regs))
		return 0;
	bpf_map_update_elem(&counts, &key, &word, BPF_ANY);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
