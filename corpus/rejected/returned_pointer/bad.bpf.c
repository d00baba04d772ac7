// expect allow: rejected A1404
//
// The looked-up value's address is returned where the value was meant.
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
	__u64 *value = bpf_map_lookup_elem(&allowed, &key); // <fix>

	if (!value)
		return 0;
	return (long)value; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
