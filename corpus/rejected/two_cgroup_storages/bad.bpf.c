// expect limit: rejected A1517
//
// Two cgroup storage maps of one type in one program.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_CGROUP_STORAGE);
	__type(key, struct bpf_cgroup_storage_key);
	__type(value, __u64);
} bytes SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_CGROUP_STORAGE);
	__type(key, struct bpf_cgroup_storage_key);
	__type(value, __u64);
} packets SEC(".maps"); // <fix>

SEC("cgroup_skb/egress")
int limit(struct __sk_buff *skb)
{
	__u64 *sum = bpf_get_local_storage(&bytes, 0);
	__u64 *count = bpf_get_local_storage(&packets, 0); // <fails> <fix>

	__sync_fetch_and_add(sum, skb->len);
	__sync_fetch_and_add(count, 1);
	return 1;
}

char LICENSE[] SEC("license") = "GPL";
