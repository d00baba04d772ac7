// expect reads: accepted
// needs: 5.7
// tags: vm
//
// fexit sees what the function returns, and changes nothing.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("fexit/vfs_read")
int BPF_PROG(reads, struct file *file, char *buffer, size_t count, loff_t *at, int result)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
