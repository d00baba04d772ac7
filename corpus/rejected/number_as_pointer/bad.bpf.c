// expect read_registers: rejected A1250
//
// The tracepoint hands over an address as a number; a program may not follow it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct registers {
	unsigned long r15;
};

SEC("raw_tp/sys_enter")
int read_registers(struct bpf_raw_tracepoint_args *ctx)
{
	struct registers *regs = (struct registers *)ctx->args[0]; // <fix>

	return regs->r15 == 0; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
