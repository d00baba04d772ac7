// expect compare: rejected A1611
// needs: 5.17
//
// The four bytes fill the array: no room is left for the zero that ends a string.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static const char wanted[4] = { 'i', 'n', 'i', 't' }; // <fix>

SEC("raw_tp/sys_enter")
int compare(void *ctx)
{
	char name[16];

	bpf_get_current_comm(name, sizeof(name));
	return bpf_strncmp(name, sizeof(name), wanted) == 0; // <fails>
}

char LICENSE[] SEC("license") = "GPL";
