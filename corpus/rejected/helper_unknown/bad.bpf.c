// expect stamp: rejected A1503
//
// A helper's number that this kernel does not have: newer headers, or a wrong number written by hand.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static __u64 (*bpf_ktime_get_new_clock)(void) = (void *)9999;

SEC("raw_tp/sys_enter")
int stamp(void *ctx)
{
	return bpf_ktime_get_new_clock() == 0; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
