// lint: A2117
// expect watch: accepted
//
// Four bytes of number, four of padding.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 last;

SEC("tp/syscalls/sys_enter_openat")
int watch(void *ctx)
{
	last = *(__u64 *)(ctx + 8); // <finding>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
