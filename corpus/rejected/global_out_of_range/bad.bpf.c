// expect name: rejected A1950
// needs: 5.2
//
// The address is written into the instruction, and lies behind the end of the only global variable.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char names[4][16]; // <fix>

SEC("raw_tp/sys_enter")
int name(void *ctx)
{
	void *fifth;

	asm volatile("%0 = names + 64 ll" : "=r"(fifth)); // <fails>
	bpf_get_current_comm(fifth, 16);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
