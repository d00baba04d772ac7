// expect match: accepted
//
// The trie is declared with BPF_F_NO_PREALLOC.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct prefix {
	__u32 length;
	__u32 address;
};

struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(max_entries, 256);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, struct prefix);
	__type(value, __u32);
} routes SEC(".maps");

SEC("xdp")
int match(struct xdp_md *ctx)
{
	struct prefix key = {32, ctx->ingress_ifindex};

	return bpf_map_lookup_elem(&routes, &key) ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
