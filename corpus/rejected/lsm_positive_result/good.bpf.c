// expect refuse: accepted
// expect refuse: accepted
// needs: 5.7
// tags: vm
//
// The error number is negative.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("lsm/file_open")
int BPF_PROG(refuse, struct file *file)
{
	if (bpf_get_current_uid_gid() >> 32 == 1000)
		return -1;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
