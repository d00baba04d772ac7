// expect stamp: accepted
//
// The helper is called by the name that the headers have for it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sys_enter")
int stamp(void *ctx)
{
	return bpf_ktime_get_ns() == 0;
}

char LICENSE[] SEC("license") = "GPL";
