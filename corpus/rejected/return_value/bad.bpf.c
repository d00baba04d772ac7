// expect allow_some: rejected A1401
//
// A cgroup program answers 0 (deny) or 1 (allow); this one answers with a number of its own.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("cgroup/connect4")
int allow_some(struct bpf_sock_addr *ctx)
{
	if (ctx->user_port == 0)
		return 0;
	return ctx->user_family; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
