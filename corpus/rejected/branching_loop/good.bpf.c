// expect count: accepted
// tags: complexity
// needs: 5.3
//
// The branch became arithmetic, and the rounds fewer.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sys_enter")
int count(struct bpf_raw_tracepoint_args *ctx)
{
	__u64 odd = 0;

	for (int i = 0; i < 2000; i++)
		odd += bpf_get_prandom_u32() & 1;
	return odd & 1;
}

char LICENSE[] SEC("license") = "GPL";
