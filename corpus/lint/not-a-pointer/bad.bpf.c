// lint: A2034
// expect absolute: rejected A1250
//
// The address of a path that a system call was given is followed as it is.
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
	const char *path = (const char *)ctx->args[0];

	return *path == '/'; // <finding>
}

char LICENSE[] SEC("license") = "GPL";
