// expect count_calls: rejected A1515
// needs: 5.1
//
// A tracepoint may fire in the middle of the code that holds the lock: tracing programs may use no map with one.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct count {
	struct bpf_spin_lock lock; // <fix>
	__u64 calls;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct count);
} counts SEC(".maps");

SEC("raw_tp/sys_enter")
int count_calls(void *ctx)
{
	__u32 key = 0;
	struct count *count = bpf_map_lookup_elem(&counts, &key); // <fails>

	if (!count)
		return 0;
	bpf_spin_lock(&count->lock);
	count->calls++;
	bpf_spin_unlock(&count->lock);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
