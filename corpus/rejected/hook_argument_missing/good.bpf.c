// expect opened: accepted
// tags: vm
//
// fexit runs after the function, and has its result as the last argument.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

int last;

SEC("fexit/vfs_open")
int BPF_PROG(opened, const struct path *path, struct file *file, int result)
{
	last = result;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
