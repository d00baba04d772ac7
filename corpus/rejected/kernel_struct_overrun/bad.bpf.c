// expect first_words: rejected A1230
// needs: 5.12
//
// The struct is declared by hand, and this kernel's task ends before its member.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

struct task_struct {
	char before[1 << 16];
	long last; // <fix>
};

long word;

SEC("tp_btf/sys_enter")
int BPF_PROG(first_words, void *regs, long id)
{
	struct task_struct *task = (void *)bpf_get_current_task_btf();

	word = task->last; // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
