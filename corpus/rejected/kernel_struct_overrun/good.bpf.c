// expect first_words: accepted
// needs: 5.12
//
// The members' offsets are the running kernel's.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

struct task_struct {
	int tgid;
} __attribute__((preserve_access_index));

long word;

SEC("tp_btf/sys_enter")
int BPF_PROG(first_words, void *regs, long id)
{
	struct task_struct *task = (void *)bpf_get_current_task_btf();

	word = task->tgid;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
