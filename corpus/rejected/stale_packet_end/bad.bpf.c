// expect mark: rejected A1203
//
// After the call the packet's start is read again, and its end is not: the check compares with what is left of the old one.
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int mark(struct __sk_buff *skb)
{
	void *data = (void *)(long)skb->data;
	void *end = (void *)(long)skb->data_end;
	struct iphdr *ip = data + ETH_HLEN;

	if ((void *)(ip + 1) > end) {
		if (bpf_skb_pull_data(skb, ETH_HLEN + sizeof(*ip))) // <fix>
			return TC_ACT_OK;
		data = (void *)(long)skb->data;
		ip = data + ETH_HLEN;
		if ((void *)(ip + 1) > end) // <fix>
			return TC_ACT_OK;
	}
	skb->mark = ip->tos & 3; // <fails>
	return TC_ACT_OK;
}

char LICENSE[] SEC("license") = "GPL";
