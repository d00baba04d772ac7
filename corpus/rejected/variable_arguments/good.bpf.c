// expect watch: accepted
// needs: 5.15
// tags: vm
//
// A function with a fixed prototype is traced.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("fentry/vfs_unlink")
int BPF_PROG(watch, int directory)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
