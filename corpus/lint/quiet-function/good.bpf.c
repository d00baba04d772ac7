// targets: 5.4
// expect count: accepted
//
// What all ways of opening come to.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 last;

SEC("kprobe/do_sys_openat2")
int count(void *ctx)
{
	last = bpf_ktime_get_ns();
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
