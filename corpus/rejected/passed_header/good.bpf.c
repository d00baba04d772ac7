// expect rewrite: accepted
//
// The sum is taken before the packet is written to.
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int rewrite(struct __sk_buff *skb)
{
	struct iphdr *ip = (void *)(long)skb->data + ETH_HLEN;
	__be32 to = bpf_htonl(0x0a000001);
	__s64 sum;

	if ((void *)(ip + 1) > (void *)(long)skb->data_end)
		return TC_ACT_OK;
	sum = bpf_csum_diff((void *)ip, sizeof(*ip), 0, 0, 0);
	bpf_skb_store_bytes(skb, ETH_HLEN + 16, &to, sizeof(to), 0);
	bpf_l3_csum_replace(skb, ETH_HLEN + 10, 0, sum, 0);
	return TC_ACT_OK;
}

char LICENSE[] SEC("license") = "GPL";
