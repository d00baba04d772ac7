// expect sum: rejected A1103
// tags: complexity
// needs: 5.3
//
// A constant bound is not yet a small one: each of a million rounds is walked.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sys_enter")
int sum(struct bpf_raw_tracepoint_args *ctx)
{
	__u64 sum = 0;

	for (int i = 0; i < 1000000; i++) // <fails> <fix>
		sum += bpf_get_prandom_u32();
	return sum & 1;
}

char LICENSE[] SEC("license") = "GPL";
