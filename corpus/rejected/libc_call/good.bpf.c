// expect measure: accepted
//
// A loop within a constant bound counts the characters.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

unsigned long length;

SEC("raw_tp/sys_enter")
int measure(void *ctx)
{
	char name[16];
	unsigned long count = 0;

	bpf_get_current_comm(name, sizeof(name));
	while (count < sizeof(name) && name[count])
		count++;
	length = count;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
