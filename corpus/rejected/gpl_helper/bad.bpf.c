// expect log_call: rejected A1501
//
// bpf_trace_printk is for programs under a licence compatible with the GPL.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sys_enter")
int log_call(struct bpf_raw_tracepoint_args *ctx)
{
	static const char text[] = "call %d";

	bpf_trace_printk(text, sizeof(text), ctx->args[1]); // <fails>
	return 0;
}

char LICENSE[] SEC("license") = "Proprietary"; // <fix>
