// expect exits: accepted
// needs: 6.16
// tags: vm
//
// fentry runs before the function does.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("fentry/do_exit")
int BPF_PROG(exits, long code)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
