// expect read_string: rejected A1504
// needs: 6.12
//
// A kernel function that may sleep, called in a program that may not.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern int bpf_copy_from_user_str(void *dst, u32 dst__sz, const void *unsafe_ptr__ign, u64 flags) __ksym;

SEC("raw_tp/sys_enter") // <fix>
int read_string(struct bpf_raw_tracepoint_args *ctx)
{
	char name[16];
	void *user = (void *)ctx->args[1];

	if (bpf_copy_from_user_str(name, sizeof(name), user, 0) < 0) // <fails> <fix>
		return 0;
	return name[0] == '/';
}

char LICENSE[] SEC("license") = "GPL";
