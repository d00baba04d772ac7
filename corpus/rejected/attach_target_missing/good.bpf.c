// expect opened: accepted
// tags: vm
//
// The function is in the BTF of the kernel.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("fentry/vfs_open")
int BPF_PROG(opened, const struct path *path, struct file *file)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
