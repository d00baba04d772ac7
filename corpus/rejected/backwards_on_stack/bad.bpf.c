// expect last_letters: rejected A1053
//
// A place on the stack is counted back from the buffer's end by a variable. (Compilers
// turn the subtraction into an addition; code generators do not.)
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sched_switch")
int last_letters(struct bpf_raw_tracepoint_args *ctx)
{
	char name[16] = {};
	char *end = name + sizeof(name);
	__u64 used = bpf_get_smp_processor_id() & 15;

	bpf_get_current_comm(name, sizeof(name));
	asm volatile("%0 -= %1" : "+r"(end) : "r"(used)); // <fails> <fix>
	bpf_printk("%c", end[-1]);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
