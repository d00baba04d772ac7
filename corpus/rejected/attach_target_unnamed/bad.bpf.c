// expect opened: loader A1912
// tags: vm
//
// fentry needs a function to attach to when it is loaded.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("fentry") // <fails> <fix>
int BPF_PROG(opened, const struct path *path, struct file *file)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
