// expect count: rejected A1725
// needs: 6.7
// spans differ on <= 6.12: these refuse the first bpf_iter_task_next, later ones bpf_iter_task_new
//
// A sleepable program runs outside of RCU: walking tasks needs a read section.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern void bpf_rcu_read_lock(void) __ksym;
extern void bpf_rcu_read_unlock(void) __ksym;

extern int bpf_iter_task_new(struct bpf_iter_task *it, struct task_struct *task, unsigned int flags) __ksym;
extern struct task_struct *bpf_iter_task_next(struct bpf_iter_task *it) __ksym;
extern void bpf_iter_task_destroy(struct bpf_iter_task *it) __ksym;

int tasks;

SEC("syscall")
int count(void *ctx)
{
	struct bpf_iter_task it;

	bpf_iter_task_new(&it, (void *)0, BPF_TASK_ITER_ALL_PROCS); // <fails> <fix>
	while (bpf_iter_task_next(&it)) // <fails>
		tasks++;
	bpf_iter_task_destroy(&it);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
