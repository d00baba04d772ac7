// expect compare: rejected A1611
// needs: 5.17
//
// The string may be changed at run time: bpf_strncmp wants one that cannot.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char wanted[16] = "init"; // <fix>

SEC("raw_tp/sys_enter")
int compare(void *ctx)
{
	char name[16];

	bpf_get_current_comm(name, sizeof(name));
	return bpf_strncmp(name, sizeof(name), wanted) == 0; // <fails>
}

char LICENSE[] SEC("license") = "GPL";
