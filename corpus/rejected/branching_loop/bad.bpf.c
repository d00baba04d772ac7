// expect count: rejected A1104
// tags: complexity
// needs: 5.3
//
// A branch in each of many rounds: the verifier keeps one side of each for later.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sys_enter")
int count(struct bpf_raw_tracepoint_args *ctx)
{
	__u64 odd = 0;

	for (int i = 0; i < 20000; i++) // <fails> <fix>
		if (bpf_get_prandom_u32() & 1) // <fix>
			odd++;
	return odd & 1;
}

char LICENSE[] SEC("license") = "GPL";
