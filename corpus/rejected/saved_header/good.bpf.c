// expect classify: accepted
//
// What is needed of the header is used before the call.
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ipv6.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>

struct parsed {
	void *data;
	void *end;
	struct ipv6hdr *ip;
};

static __noinline int parse(struct parsed *p)
{
	p->ip = p->data + ETH_HLEN;
	return (void *)(p->ip + 1) > p->end ? -1 : p->ip->nexthdr;
}

SEC("tc")
int classify(struct __sk_buff *skb)
{
	struct parsed p = {
		.data = (void *)(long)skb->data,
		.end = (void *)(long)skb->data_end,
	};

	if (parse(&p) < 0)
		return TC_ACT_OK;
	skb->priority = p.ip->priority;
	bpf_skb_pull_data(skb, 74);
	return TC_ACT_OK;
}

char LICENSE[] SEC("license") = "GPL";
