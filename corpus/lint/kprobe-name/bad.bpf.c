// lint: A2601
// targets: 5.4
// expect watch on < 6.1: attach A1911
// expect watch: accepted
//
// What one compiler made of a function in one build.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 last;

SEC("kprobe/finish_task_switch.isra.0") // <finding>
int watch(void *ctx)
{
	last = bpf_ktime_get_ns();
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
