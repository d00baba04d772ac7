// expect allow_some: accepted
//
// Every path answers 0 or 1.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("cgroup/connect4")
int allow_some(struct bpf_sock_addr *ctx)
{
	if (ctx->user_port == 0)
		return 0;
	return ctx->user_family != 0;
}

char LICENSE[] SEC("license") = "GPL";
