// expect reads: accepted
// needs: 5.10
// tags: vm
//
// The program does not sleep.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("fentry/vfs_read")
int BPF_PROG(reads, struct file *file)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
