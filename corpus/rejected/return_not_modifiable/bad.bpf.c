// expect reads: rejected A1861
// needs: 5.7
// tags: vm
//
// fmod_ret changes what a function returns; vfs_read is none where that is allowed.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("fmod_ret/vfs_read") // <fails> <fix>
int BPF_PROG(reads, struct file *file, char *buffer, size_t count, loff_t *at, int result)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
