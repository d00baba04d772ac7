// expect count_switches: accepted
//
// Counts context switches on each CPU, voluntary ones and preemptions apart.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

enum { VOLUNTARY, PREEMPTED, KINDS };

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, KINDS);
	__type(key, __u32);
	__type(value, __u64);
} switches SEC(".maps");

SEC("raw_tp/sched_switch")
int count_switches(struct bpf_raw_tracepoint_args *ctx)
{
	__u32 kind = ctx->args[0] ? PREEMPTED : VOLUNTARY;
	__u64 *count = bpf_map_lookup_elem(&switches, &kind);

	if (count)
		(*count)++;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
