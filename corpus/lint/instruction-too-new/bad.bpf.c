// lint: A2008
// targets: 5.10
// expect number: accepted
// expect number on < 5.12: rejected A1804
//
// With -mcpu=v3 clang makes an operation of it that returns the old value, which kernels have since 5.12.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

SEC("tp/sched/sched_process_exec")
int number(void *ctx)
{
	__u32 key = 0;
	__u64 *count = bpf_map_lookup_elem(&counts, &key);

	if (!count)
		return 0;
	__sync_fetch_and_add(count, 1); // <finding>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
