// expect mark_ttl: accepted
//
// What is needed of the packet is read before the call.
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int mark_ttl(struct __sk_buff *skb)
{
	void *data = (void *)(long)skb->data;
	void *end = (void *)(long)skb->data_end;
	struct ethhdr *eth = data;
	__u8 source[ETH_ALEN] = { 2, 0, 0, 0, 0, 1 };
	__u16 protocol;

	if ((void *)(eth + 1) > end)
		return TC_ACT_OK;
	protocol = eth->h_proto;
	bpf_skb_store_bytes(skb, ETH_ALEN, source, sizeof(source), 0);
	if (protocol == bpf_htons(ETH_P_IP))
		skb->mark = 4;
	return TC_ACT_OK;
}

char LICENSE[] SEC("license") = "GPL";
