// lint: A2035
// expect deny_dns: rejected A1401
//
// A cgroup program answers 0 or 1, not with an error number.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("cgroup/connect4")
int deny_dns(struct bpf_sock_addr *ctx)
{
	if (ctx->user_port == __builtin_bswap16(53))
		return -1;
	return 1;
} // <finding>

char LICENSE[] SEC("license") = "GPL";
