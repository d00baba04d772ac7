// expect watch: accepted
//
// Of the process that is looked for only.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_STACK_TRACE);
	__uint(max_entries, 1024);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, 8 * 32);
} stacks SEC(".maps");

const volatile __u32 wanted = 1;
int last;

SEC("raw_tp/sched_switch")
int watch(void *ctx)
{
	if (bpf_get_current_pid_tgid() >> 32 != wanted)
		return 0;
	last = bpf_get_stackid(ctx, &stacks, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
