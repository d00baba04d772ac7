// expect limit on < 5.12: rejected A1804
// expect limit: accepted
//
// One map holds both values.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct traffic {
	__u64 bytes;
	__u64 packets;
};

struct {
	__uint(type, BPF_MAP_TYPE_CGROUP_STORAGE);
	__type(key, struct bpf_cgroup_storage_key);
	__type(value, struct traffic);
} traffic SEC(".maps");

SEC("cgroup_skb/egress")
int limit(struct __sk_buff *skb)
{
	struct traffic *sum = bpf_get_local_storage(&traffic, 0);

	__sync_fetch_and_add(&sum->bytes, skb->len);
	__sync_fetch_and_add(&sum->packets, 1);
	return 1;
}

char LICENSE[] SEC("license") = "GPL";
