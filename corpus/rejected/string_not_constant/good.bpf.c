// expect compare: accepted
// needs: 5.17
//
// The string is constant and of static storage: it lies in .rodata.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sys_enter")
int compare(void *ctx)
{
	static const char wanted[] = "init";
	char name[16];

	bpf_get_current_comm(name, sizeof(name));
	return bpf_strncmp(name, sizeof(name), wanted) == 0;
}

char LICENSE[] SEC("license") = "GPL";
