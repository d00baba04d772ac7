// expect peek: accepted
// needs: 6.2
//
// The pointer is cast to a struct.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

SEC("tp_btf/sched_switch")
int peek(void *ctx)
{
	void *task = bpf_get_current_task_btf();
	void *cast = bpf_rdonly_cast(task, bpf_core_type_id_kernel(struct task_struct));

	return cast == task;
}

char LICENSE[] SEC("license") = "GPL";
