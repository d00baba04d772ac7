// expect lock: loader A1507
// needs: 5.13
//
// A kernel function that no kernel has, and that is not weak: the loader refuses the program.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern void bpf_lock_everything(void) __ksym; // <fix>

SEC("raw_tp/sys_enter")
int lock(void *ctx)
{
	bpf_lock_everything(); // <fails>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
