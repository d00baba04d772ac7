// expect read_argument: accepted
//
// bpf_probe_read_user never sleeps: it fails where the page is not in memory.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("raw_tp/sys_enter")
int read_argument(struct bpf_raw_tracepoint_args *ctx)
{
	char name[16];
	void *user = (void *)ctx->args[1];

	if (bpf_probe_read_user(name, sizeof(name), user))
		return 0;
	return name[0] == '/';
}

char LICENSE[] SEC("license") = "GPL";
