// expect opened: loader A1910
// tags: vm
//
// The function is called vfs_open.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("fentry/vfs_opne") // <fails> <fix>
int BPF_PROG(opened, const struct path *path, struct file *file)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
