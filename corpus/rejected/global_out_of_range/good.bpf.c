// expect name: accepted
// needs: 5.2
//
// The address is of the last of the four.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char names[4][16];

SEC("raw_tp/sys_enter")
int name(void *ctx)
{
	void *fourth;

	asm volatile("%0 = names + 48 ll" : "=r"(fourth));
	bpf_get_current_comm(fourth, 16);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
