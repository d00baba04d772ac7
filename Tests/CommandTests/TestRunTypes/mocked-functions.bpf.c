/* Programs that call the kernel's own functions. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern struct task_struct *bpf_task_from_pid(s32 pid) __ksym;
extern void bpf_task_release(struct task_struct *task) __ksym;
extern __u32 bpf_dynptr_size(const struct bpf_dynptr *dynptr) __ksym;

struct wanted {
	__s32 pid;
};

char memory[24];

SEC("syscall")
int look(struct wanted *ctx)
{
	struct task_struct *task = bpf_task_from_pid(ctx->pid);
	int found;

	if (!task)
		return 0;
	found = task->pid == ctx->pid ? 1 : 2;
	bpf_task_release(task);
	return found;
}

SEC("syscall")
int measure(struct wanted *ctx)
{
	struct bpf_dynptr dynptr;

	if (bpf_dynptr_from_mem(memory, sizeof(memory), 0, &dynptr))
		return -1;
	return bpf_dynptr_size((const struct bpf_dynptr *)&dynptr);
}

char LICENSE[] SEC("license") = "GPL";
