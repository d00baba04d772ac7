// expect peek: rejected A1625
// needs: 6.2
//
// bpf_rdonly_cast wants a struct's type number, and gets an integer's.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

SEC("tp_btf/sched_switch")
int peek(void *ctx)
{
	void *task = bpf_get_current_task_btf();
	void *cast = bpf_rdonly_cast(task, bpf_core_type_id_kernel(int)); // <fails> <fix>

	return cast == task;
}

char LICENSE[] SEC("license") = "GPL";
