// expect deny_setuid: accepted
// attaches: deny_setuid
// tags: vm
//
// A security module of one hook: nobody changes the user to 4711.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("lsm/task_fix_setuid")
int BPF_PROG(deny_setuid, struct cred *new, const struct cred *old, int flags, int before)
{
	if (before)
		return before;
	return new->uid.val == 4711 ? -1 : 0;
}

char LICENSE[] SEC("license") = "GPL";
