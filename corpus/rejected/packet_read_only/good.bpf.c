// expect clear_mark: accepted
//
// A tc program may write the same bytes.
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int clear_mark(struct __sk_buff *skb)
{
	void *data = (void *)(long)skb->data;
	void *end = (void *)(long)skb->data_end;
	struct iphdr *ip = data + ETH_HLEN;

	if ((void *)(ip + 1) > end)
		return TC_ACT_OK;
	ip->tos = 0;
	return TC_ACT_OK;
}

char LICENSE[] SEC("license") = "GPL";
