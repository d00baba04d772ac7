// expect deny: accepted
// needs: 6.0
// tags: vm
//
// -1 is -EPERM.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("lsm_cgroup/socket_post_create")
int BPF_PROG(deny, struct socket *sock, int family)
{
	if (family == 17)
		bpf_set_retval(-1);
	return 1;
}

char LICENSE[] SEC("license") = "GPL";
