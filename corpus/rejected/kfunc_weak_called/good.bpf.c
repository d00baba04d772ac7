// expect touch: accepted
// needs: 6.1
//
// The call stands behind the question whether the function exists: the verifier never looks at it then.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern void bpf_task_acquire_twice(struct task_struct *task) __ksym __weak;

SEC("raw_tp/sys_enter")
int touch(void *ctx)
{
	if (bpf_ksym_exists(bpf_task_acquire_twice))
		bpf_task_acquire_twice(bpf_get_current_task_btf());
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
