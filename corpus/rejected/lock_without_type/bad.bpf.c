// expect limit: rejected A1715
//
// A map that is declared by its value's size has no type, and so no lock that the kernel could find.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct bucket {
	struct bpf_spin_lock lock;
	__u64 tokens;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(struct bucket)); // <fix>
} buckets SEC(".maps");

SEC("xdp")
int limit(struct xdp_md *ctx)
{
	__u32 key = 0;
	struct bucket *b = bpf_map_lookup_elem(&buckets, &key);

	if (!b)
		return XDP_PASS;
	bpf_spin_lock(&b->lock); // <fails>
	b->tokens++;
	bpf_spin_unlock(&b->lock);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
