// expect strip: rejected A1502
//
// bpf_xdp_adjust_head moves an XDP packet's start; at tc the packet is a socket buffer already.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tc") // <fix>
int strip(struct __sk_buff *skb)
{
	bpf_xdp_adjust_head((void *)skb, 14); // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
