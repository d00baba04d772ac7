// expect count_size: rejected A1202
//
// The check lets 16 through, and the last slot is 15.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 sizes[16];

SEC("socket")
int count_size(struct __sk_buff *skb)
{
	__u32 bucket = skb->len >> 6;

	if (bucket > 16) // <fix>
		return 0;
	sizes[bucket]++; // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
