// expect count_calls on < 5.12: rejected A1804
// expect count_calls: accepted
// needs: 5.1
//
// An atomic addition needs no lock.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct count {
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
	struct count *count = bpf_map_lookup_elem(&counts, &key);

	if (!count)
		return 0;
	__sync_fetch_and_add(&count->calls, 1);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
