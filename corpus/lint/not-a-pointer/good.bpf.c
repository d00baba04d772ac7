// expect absolute: accepted
//
// The same without the mistake.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct sys_enter {
	__u64 common;
	__s64 id;
	__u64 args[6];
};

SEC("tracepoint/syscalls/sys_enter_rmdir")
int absolute(struct sys_enter *ctx)
{
	char first = 0;

	if (bpf_probe_read_user(&first, sizeof(first), (const void *)ctx->args[0]) != 0)
		return 0;
	return first == '/';
}

char LICENSE[] SEC("license") = "GPL";
