// expect reads: rejected A1860
// needs: 5.10
// tags: vm
//
// vfs_read is no place where a program may sleep: only what is marked for it is, such as syscalls.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("fentry.s/vfs_read") // <fails> <fix>
int BPF_PROG(reads, struct file *file)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
