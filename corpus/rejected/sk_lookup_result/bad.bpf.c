// expect steer: rejected A1401
// needs: 5.9
//
// The number of a port is no answer to whether the lookup may go on.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("sk_lookup")
int steer(struct bpf_sk_lookup *ctx)
{
	if (ctx->local_port != 80)
		return SK_PASS;
	return ctx->local_port; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
