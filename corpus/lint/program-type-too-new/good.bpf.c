// targets: 5.4
// expect choose: accepted
//
// The loader turns it on where the kernel has it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("?sk_lookup")
int choose(struct bpf_sk_lookup *ctx)
{
	return SK_PASS;
}

char LICENSE[] SEC("license") = "GPL";
