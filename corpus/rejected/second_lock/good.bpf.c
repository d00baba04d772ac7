// expect move: accepted
//
// One value is locked after the other.
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
int move(struct xdp_md *ctx)
{
	__u32 first = 0, second = 1;
	struct bucket *from = bpf_map_lookup_elem(&buckets, &first);
	struct bucket *to = bpf_map_lookup_elem(&buckets, &second);

	if (!from || !to)
		return XDP_PASS;
	bpf_spin_lock(&from->lock);
	from->tokens--;
	bpf_spin_unlock(&from->lock);
	bpf_spin_lock(&to->lock);
	to->tokens++;
	bpf_spin_unlock(&to->lock);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
