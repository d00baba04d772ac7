// expect draw: rejected A1102
// needs: 5.3
//
// A global variable lives in a map: the verifier does not follow what it counts.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 rounds; // <fix>

SEC("raw_tp/sys_enter")
int draw(struct bpf_raw_tracepoint_args *ctx)
{
	rounds = 0;
	while (rounds < 10) { // <fails> <fix>
		bpf_get_prandom_u32();
		rounds++;
	}
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
