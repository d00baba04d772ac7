// targets: 6.1
// expect draw: accepted
//
// A loop is a loop.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 total;

SEC("tp/sched/sched_process_exec")
int draw(void *ctx)
{
	__u64 sum = 0;

#pragma clang loop unroll(disable)
	for (int i = 0; i < 64; i++)
		sum += bpf_get_prandom_u32();
	total = sum;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
