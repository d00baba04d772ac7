// lint: A2009
// expect mark: rejected A1502
//
// An XDP program has no socket buffer whose checksum could be kept right.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int mark(struct xdp_md *ctx)
{
	__u32 tag = 7;

	if (bpf_skb_store_bytes((void *)ctx, 0, &tag, sizeof(tag), 0)) // <finding>
		return XDP_DROP;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
