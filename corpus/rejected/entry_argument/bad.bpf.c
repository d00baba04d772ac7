// expect note_call: rejected A1304
//
// A raw tracepoint's arguments are in the context; a program has no second parameter.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sys_enter")
int note_call(void *ctx, long number) // <fails> <fix>
{
	bpf_printk("call %ld", number);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
