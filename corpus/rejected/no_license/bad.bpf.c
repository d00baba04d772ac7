// expect log_call: rejected A1501
//
// An object without a license section counts as one whose license is not compatible with the GPL.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sys_enter") // <fix>
int log_call(struct bpf_raw_tracepoint_args *ctx) // <fix>
{
	char name[8];

	bpf_probe_read_kernel(name, sizeof(name), (void *)ctx->args[0]); // <fails>
	return name[0] == 0;
}
