// lint: A2119
// targets: 5.4 6.1
// expect count: accepted
//
// The function is there, and never called.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 last;

SEC("kprobe/do_sys_open") // <finding>
int count(void *ctx)
{
	last = bpf_ktime_get_ns();
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
