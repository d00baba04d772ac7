// expect watch: rejected A1525
// needs: 5.15
// tags: vm
//
// _printk takes any number of arguments: the kernel cannot tell a program where they are.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("fentry/_printk") // <fix>
int BPF_PROG(watch, const char *format) // <fails>
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
