// expect touch: rejected A1507
// needs: 6.1
//
// The weak kernel function does not exist on this kernel, and is called all the same.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern void bpf_task_acquire_twice(struct task_struct *task) __ksym __weak; // <fix>

SEC("raw_tp/sys_enter")
int touch(void *ctx)
{
	bpf_task_acquire_twice(bpf_get_current_task_btf()); // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
