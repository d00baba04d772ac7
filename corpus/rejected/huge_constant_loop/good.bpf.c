// expect sum: accepted
// tags: complexity
// needs: 5.3
//
// A thousand rounds fit.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sys_enter")
int sum(struct bpf_raw_tracepoint_args *ctx)
{
	__u64 sum = 0;

	for (int i = 0; i < 1000; i++)
		sum += bpf_get_prandom_u32();
	return sum & 1;
}

char LICENSE[] SEC("license") = "GPL";
