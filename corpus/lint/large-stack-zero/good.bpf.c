// expect watch: accepted
//
// The helper fills all of it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

int last;

SEC("raw_tp/sys_enter")
int watch(void *ctx)
{
	char comm[16];

	last = bpf_get_current_comm(comm, sizeof(comm));
	return last;
}

char LICENSE[] SEC("license") = "GPL";
