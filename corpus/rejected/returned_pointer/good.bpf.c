// expect allow: accepted
//
// Whether the value is set is returned.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64);
} allowed SEC(".maps");

SEC("cgroup/connect4")
int allow(struct bpf_sock_addr *ctx)
{
	__u32 key = 0;
	__u64 *value = bpf_map_lookup_elem(&allowed, &key);

	if (!value)
		return 0;
	return *value != 0;
}

char LICENSE[] SEC("license") = "GPL";
