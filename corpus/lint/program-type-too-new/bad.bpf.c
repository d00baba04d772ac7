// lint: A2007
// targets: 5.4
// expect choose: accepted
//
// sk_lookup came with 5.9: on 5.4 nothing of this object loads.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("sk_lookup") // <finding>
int choose(struct bpf_sk_lookup *ctx)
{
	return SK_PASS;
}

char LICENSE[] SEC("license") = "GPL";
