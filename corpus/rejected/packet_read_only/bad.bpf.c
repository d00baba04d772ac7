// expect clear_mark: rejected A1214
//
// Programs of this type look at packets; they may not change them.
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>

SEC("cgroup_skb/egress") // <fix>
int clear_mark(struct __sk_buff *skb)
{
	void *data = (void *)(long)skb->data;
	void *end = (void *)(long)skb->data_end;
	struct iphdr *ip = data;

	if ((void *)(ip + 1) > end)
		return 1;
	ip->tos = 0; // <fails>
	return 1;
}

char LICENSE[] SEC("license") = "GPL";
