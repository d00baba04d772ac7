// expect note_call: accepted
//
// The argument is read from the context.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sys_enter")
int note_call(struct bpf_raw_tracepoint_args *ctx)
{
	bpf_printk("call %ld", ctx->args[1]);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
