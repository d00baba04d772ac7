// expect deny_dns: accepted
//
// The same without the mistake.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("cgroup/connect4")
int deny_dns(struct bpf_sock_addr *ctx)
{
	if (ctx->user_port == __builtin_bswap16(53))
		return 0;
	return 1;
}

char LICENSE[] SEC("license") = "GPL";
