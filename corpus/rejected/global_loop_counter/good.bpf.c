// expect draw: accepted
// needs: 5.3
//
// A local variable counts.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 rounds;

SEC("raw_tp/sys_enter")
int draw(struct bpf_raw_tracepoint_args *ctx)
{
	for (int i = 0; i < 10; i++)
		bpf_get_prandom_u32();
	rounds = 10;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
