// expect measure: loader A1928
//
// There is no C library in the kernel: strlen is a call of nothing.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

unsigned long length;

unsigned long strlen(const char *text); // <fix>

SEC("raw_tp/sys_enter")
int measure(void *ctx)
{
	char name[16];

	bpf_get_current_comm(name, sizeof(name));
	length = strlen(name); // <fails>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
