// expect compare: rejected A1611
// needs: 5.17
//
// bpf_strncmp wants its second string in read-only memory; this one is on the stack.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sys_enter")
int compare(void *ctx)
{
	char wanted[] = "init"; // <fix>
	char name[16];

	bpf_get_current_comm(name, sizeof(name));
	return bpf_strncmp(name, sizeof(name), wanted) == 0; // <fails>
}

char LICENSE[] SEC("license") = "GPL";
