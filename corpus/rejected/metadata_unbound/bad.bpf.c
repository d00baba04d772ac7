// expect spread: rejected A1523
// needs: 6.3
//
// The receive hash comes from the network driver: the program has to be bound to a device, and SEC("xdp") binds to
// none.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern int bpf_xdp_metadata_rx_hash(const struct xdp_md *ctx, u32 *hash, enum xdp_rss_hash_type *type) __ksym;

SEC("xdp")
int spread(struct xdp_md *ctx)
{
	enum xdp_rss_hash_type type;
	u32 hash = 0;

	bpf_xdp_metadata_rx_hash(ctx, &hash, &type); // <fails> <fix>
	return hash & 1 ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
