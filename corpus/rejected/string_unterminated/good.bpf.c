// expect compare: accepted
// needs: 5.17
//
// The compiler counts the zero, too.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static const char wanted[] = "init";

SEC("raw_tp/sys_enter")
int compare(void *ctx)
{
	char name[16];

	bpf_get_current_comm(name, sizeof(name));
	return bpf_strncmp(name, sizeof(name), wanted) == 0;
}

char LICENSE[] SEC("license") = "GPL";
