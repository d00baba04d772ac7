// expect count: rejected A1401
// needs: 5.5
// tags: vm
//
// What an fentry program returns means nothing, and has to be 0.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

int calls;

SEC("fentry/bpf_fentry_test1")
int BPF_PROG(count, int a)
{
	calls++;
	return 1; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
