// expect sum: rejected A1103
// tags: complexity
// needs: 5.3
//
// Each loop is bounded, but the rounds multiply: 300 times 2000.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sys_enter")
int sum(struct bpf_raw_tracepoint_args *ctx)
{
	__u64 sum = 0;

	for (int i = 0; i < 300; i++) // <fix>
		for (int j = 0; j < 2000; j++) // <fails> <fix>
			sum += bpf_get_prandom_u32();
	return sum & 1;
}

char LICENSE[] SEC("license") = "GPL";
