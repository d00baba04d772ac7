// lint: A2309
// targets: 6.1
// expect draw: accepted
//
// 64 copies of the same three instructions.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 total;

SEC("tp/sched/sched_process_exec")
int draw(void *ctx)
{
	__u64 sum = 0;

#pragma clang loop unroll(full)
	for (int i = 0; i < 64; i++)
		sum += bpf_get_prandom_u32(); // <finding>
	total = sum;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
