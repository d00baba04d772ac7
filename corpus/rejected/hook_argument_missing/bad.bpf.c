// expect opened: rejected A1875
// tags: vm
//
// vfs_open has two arguments; an fentry program runs before it has a result.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

int last;

SEC("fentry/vfs_open")
int BPF_PROG(opened, const struct path *path, struct file *file, int result) // <fails> <fix>
{
	last = result;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
