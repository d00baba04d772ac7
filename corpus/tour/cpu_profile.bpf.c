// expect on_sample on < 5.12: rejected A1804
// expect on_sample: accepted
//
// Counts kernel and user stacks at each sample of a perf event.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct stack_key {
	__u32 tgid;
	__s32 kernel_stack;
	__s32 user_stack;
};

struct {
	__uint(type, BPF_MAP_TYPE_STACK_TRACE);
	__uint(max_entries, 4096);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, 127 * sizeof(__u64));
} stacks SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 10240);
	__type(key, struct stack_key);
	__type(value, __u64);
} samples SEC(".maps");

SEC("perf_event")
int on_sample(struct bpf_perf_event_data *ctx)
{
	struct stack_key key = {
		.tgid = bpf_get_current_pid_tgid() >> 32,
		.kernel_stack = bpf_get_stackid(ctx, &stacks, 0),
		.user_stack = bpf_get_stackid(ctx, &stacks, BPF_F_USER_STACK),
	};
	__u64 one = 1, *count = bpf_map_lookup_elem(&samples, &key);

	if (count)
		__sync_fetch_and_add(count, 1);
	else
		bpf_map_update_elem(&samples, &key, &one, BPF_NOEXIST);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
