// lint: A2306
// expect watch: accepted
//
// 320 bytes are cleared, and then 16 of them are filled.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

int last;

SEC("raw_tp/sys_enter")
int watch(void *ctx)
{
	char comm[320] = {}; // <finding>

	last = bpf_get_current_comm(comm, sizeof(comm));
	return last;
}

char LICENSE[] SEC("license") = "GPL";
