// expect refuse: rejected A1401
// expect refuse on < 6.12: accepted
// needs: 5.7
// tags: vm
//
// An LSM program refuses with a negative error number; 1 is none.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("lsm/file_open")
int BPF_PROG(refuse, struct file *file)
{
	if (bpf_get_current_uid_gid() >> 32 == 1000)
		return 1; // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
