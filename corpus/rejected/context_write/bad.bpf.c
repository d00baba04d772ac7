// expect set_length: rejected A1220
//
// The packet's length is the kernel's to say.
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int set_length(struct __sk_buff *skb)
{
	skb->len = 64; // <fails> <fix>
	return TC_ACT_OK;
}

char LICENSE[] SEC("license") = "GPL";
