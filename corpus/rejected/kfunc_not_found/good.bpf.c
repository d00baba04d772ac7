// expect lock: accepted
// needs: 5.13
//
// The function may be missing, and is called only where it is there.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern void bpf_lock_everything(void) __ksym __weak;

SEC("raw_tp/sys_enter")
int lock(void *ctx)
{
	if (bpf_ksym_exists(bpf_lock_everything))
		bpf_lock_everything();
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
