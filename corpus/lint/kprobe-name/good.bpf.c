// targets: 5.4
// expect watch: accepted
//
// A function that other files of the kernel call.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 last;

SEC("kprobe/wake_up_new_task")
int watch(void *ctx)
{
	last = bpf_ktime_get_ns();
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
