// expect count: accepted
// needs: 5.5
// tags: vm
//
// It returns 0.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

int calls;

SEC("fentry/bpf_fentry_test1")
int BPF_PROG(count, int a)
{
	calls++;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
