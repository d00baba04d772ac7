// expect read_argument: rejected A1504
//
// bpf_copy_from_user may fault a page in, and so may sleep. A raw tracepoint runs where nothing may sleep.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("raw_tp/sys_enter") // <fix>
int read_argument(struct bpf_raw_tracepoint_args *ctx)
{
	char name[16];
	void *user = (void *)ctx->args[1];

	if (bpf_copy_from_user(name, sizeof(name), user)) // <fails> <fix>
		return 0;
	return name[0] == '/';
}

char LICENSE[] SEC("license") = "GPL";
