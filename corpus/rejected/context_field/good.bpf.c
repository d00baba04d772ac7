// expect count_bytes: accepted
//
// The helper reads the packet for it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("socket")
int count_bytes(struct __sk_buff *skb)
{
	__u8 header[14];

	return bpf_skb_load_bytes(skb, 0, header, sizeof(header)) ? 0 : 14;
}

char LICENSE[] SEC("license") = "GPL";
