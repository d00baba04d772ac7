// expect reset: rejected A1614
// needs: 5.2
//
// BPF_F_RDONLY_PROG keeps programs from changing the map.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_RDONLY_PROG); // <fix>
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} limits SEC(".maps");

SEC("xdp")
int reset(struct xdp_md *ctx)
{
	__u32 key = ctx->ingress_ifindex;

	bpf_map_delete_elem(&limits, &key); // <fails> <fix>
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
