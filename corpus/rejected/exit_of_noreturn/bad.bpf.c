// expect exits: rejected A1865
// needs: 6.16
// tags: vm
//
// do_exit never returns, so that there is no exit to run at.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("fexit/do_exit") // <fails> <fix>
int BPF_PROG(exits, long code)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
