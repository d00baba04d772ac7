// expect rewrite: rejected A1205
//
// The old header is handed to a helper after another one has written to the packet: its address is a plain number by then.
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
	bpf_skb_store_bytes(skb, ETH_HLEN + 16, &to, sizeof(to), 0); // <fix>
	sum = bpf_csum_diff((void *)ip, sizeof(*ip), 0, 0, 0); // <fails>
	bpf_l3_csum_replace(skb, ETH_HLEN + 10, 0, sum, 0);
	return TC_ACT_OK;
}

char LICENSE[] SEC("license") = "GPL";
