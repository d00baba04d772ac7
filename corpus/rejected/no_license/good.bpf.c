// expect log_call: accepted
//
// The license is declared.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sys_enter")
int log_call(struct bpf_raw_tracepoint_args *ctx)
{
	char name[8];

	bpf_probe_read_kernel(name, sizeof(name), (void *)ctx->args[0]);
	return name[0] == 0;
}

char LICENSE[] SEC("license") = "GPL";
