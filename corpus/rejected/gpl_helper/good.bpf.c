// expect log_call: accepted
//
// The licence is one that the kernel takes as compatible with the GPL.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sys_enter")
int log_call(struct bpf_raw_tracepoint_args *ctx)
{
	static const char text[] = "call %d";

	bpf_trace_printk(text, sizeof(text), ctx->args[1]);
	return 0;
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";
