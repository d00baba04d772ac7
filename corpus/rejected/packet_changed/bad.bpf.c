// expect mark_ttl: rejected A1205
//
// bpf_skb_store_bytes may move the packet: pointers from before the call point into what may be gone.
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

	if ((void *)(eth + 1) > end)
		return TC_ACT_OK;
	bpf_skb_store_bytes(skb, ETH_ALEN, source, sizeof(source), 0); // <fix>
	if (eth->h_proto == bpf_htons(ETH_P_IP)) // <fails>
		skb->mark = 4;
	return TC_ACT_OK;
}

char LICENSE[] SEC("license") = "GPL";
