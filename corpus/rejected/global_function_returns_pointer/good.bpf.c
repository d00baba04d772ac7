// expect look: accepted
// needs: 5.9
//
// A static function is verified where it is called.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

static __noinline __u64 *find(__u32 key)
{
	return bpf_map_lookup_elem(&counts, &key);
}

SEC("xdp")
int look(struct xdp_md *ctx)
{
	__u64 *count = find(ctx->ingress_ifindex);

	return count ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
