// expect count_size: accepted
//
// The check is against the number of slots.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 sizes[16];

SEC("socket")
int count_size(struct __sk_buff *skb)
{
	__u32 bucket = skb->len >> 6;

	if (bucket >= 16)
		return 0;
	sizes[bucket]++;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
