// lint: A2307
// expect watch: accepted
//
// A stack walk on every context switch of the machine.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_STACK_TRACE);
	__uint(max_entries, 1024);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, 8 * 32);
} stacks SEC(".maps");

int last;

SEC("raw_tp/sched_switch")
int watch(void *ctx)
{
	last = bpf_get_stackid(ctx, &stacks, 0); // <finding>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
