// expect watch: accepted
//
// The number is an int.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 last;

SEC("tp/syscalls/sys_enter_openat")
int watch(void *ctx)
{
	last = *(__u32 *)(ctx + 8);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
