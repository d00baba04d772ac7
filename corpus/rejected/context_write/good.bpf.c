// expect set_length: accepted
//
// A helper changes the length.
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int set_length(struct __sk_buff *skb)
{
	bpf_skb_change_tail(skb, 64, 0);
	return TC_ACT_OK;
}

char LICENSE[] SEC("license") = "GPL";
