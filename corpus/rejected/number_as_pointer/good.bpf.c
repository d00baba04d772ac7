// expect read_registers: accepted
//
// A helper reads what stands there.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct registers {
	unsigned long r15;
};

SEC("raw_tp/sys_enter")
int read_registers(struct bpf_raw_tracepoint_args *ctx)
{
	struct registers *regs = (struct registers *)ctx->args[0];
	unsigned long r15 = 0;

	bpf_probe_read_kernel(&r15, sizeof(r15), &regs->r15);
	return r15 == 0;
}

char LICENSE[] SEC("license") = "GPL";
