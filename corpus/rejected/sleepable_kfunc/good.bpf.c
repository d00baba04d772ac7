// expect read_string: accepted
// needs: 6.12
//
// The same read by a helper that never sleeps.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sys_enter")
int read_string(struct bpf_raw_tracepoint_args *ctx)
{
	char name[16];
	void *user = (void *)ctx->args[1];

	if (bpf_probe_read_user_str(name, sizeof(name), user) < 0)
		return 0;
	return name[0] == '/';
}

char LICENSE[] SEC("license") = "GPL";
