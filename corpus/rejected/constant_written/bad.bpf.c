// expect count_calls: rejected A1256
//
// A `const` global stands in a map that is frozen before the program runs.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile __u64 calls; // <fix>

SEC("raw_tp/sys_enter")
int count_calls(struct bpf_raw_tracepoint_args *ctx)
{
	*(volatile __u64 *)&calls += 1; // <fails>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
