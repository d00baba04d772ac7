// expect deny: rejected A1406
// needs: 7.0
// tags: vm
//
// An LSM hook's result is 0 or a negative error number; 1 is neither.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("lsm_cgroup/socket_post_create")
int BPF_PROG(deny, struct socket *sock, int family)
{
	if (family == 17)
		bpf_set_retval(1); // <fails> <fix>
	return 1;
}

char LICENSE[] SEC("license") = "GPL";
