// expect limit: rejected A1714
//
// A second lookup of the same key is another value to the verifier: it may have changed in between.
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
	struct bucket *again = bpf_map_lookup_elem(&buckets, &key); // <fix>

	if (!b || !again)
		return XDP_PASS;
	bpf_spin_lock(&b->lock); // <fix>
	b->tokens++;
	bpf_spin_unlock(&again->lock); // <fails> <fix>
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
