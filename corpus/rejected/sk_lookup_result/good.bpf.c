// expect steer: accepted
// needs: 5.9
//
// SK_DROP or SK_PASS.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("sk_lookup")
int steer(struct bpf_sk_lookup *ctx)
{
	if (ctx->local_port != 80)
		return SK_PASS;
	return SK_DROP;
}

char LICENSE[] SEC("license") = "GPL";
