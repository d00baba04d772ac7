// expect drop: accepted
//
// The settings are used where they are.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct settings {
	__u64 limits[48];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, struct settings);
} current SEC(".maps");

SEC("xdp")
int drop(struct xdp_md *ctx)
{
	__u32 key = 0;
	struct settings *now = bpf_map_lookup_elem(&current, &key);

	if (!now)
		return XDP_PASS;
	return ctx->data_end - ctx->data > now->limits[0] ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
