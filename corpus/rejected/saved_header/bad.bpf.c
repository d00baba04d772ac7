// expect classify: rejected A1205
//
// A function saves the header's address in a struct of its caller's: the call that moves the packet takes that one too.
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
	bpf_skb_pull_data(skb, 74); // <fix>
	skb->priority = p.ip->priority; // <fails>
	return TC_ACT_OK;
}

char LICENSE[] SEC("license") = "GPL";
