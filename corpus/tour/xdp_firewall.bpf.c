// expect xdp_firewall on < 5.12: rejected A1804
// expect xdp_firewall: accepted
//
// Drops IPv4 packets of the sources on a block list, and counts what each blocked source sent.
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

struct hits {
	__u64 packets;
	__u64 bytes;
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 65536);
	__type(key, __be32);
	__type(value, struct hits);
} blocked SEC(".maps");

SEC("xdp")
int xdp_firewall(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = (void *)(eth + 1);

	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;

	struct hits *hits = bpf_map_lookup_elem(&blocked, &ip->saddr);

	if (!hits)
		return XDP_PASS;
	__sync_fetch_and_add(&hits->packets, 1);
	__sync_fetch_and_add(&hits->bytes, end - data);
	return XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
