// expect limit: accepted
//
// What was locked is unlocked.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct bucket {
	struct bpf_spin_lock lock;
	__u64 tokens;
	__u64 last;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, struct bucket);
} buckets SEC(".maps");

SEC("xdp")
int limit(struct xdp_md *ctx)
{
	__u32 key = 0;
	struct bucket *b = bpf_map_lookup_elem(&buckets, &key);

	if (!b)
		return XDP_PASS;
	bpf_spin_lock(&b->lock);
	b->tokens++;
	bpf_spin_unlock(&b->lock);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
