// expect mark: accepted
//
// In a tc program it has.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int mark(struct __sk_buff *skb)
{
	__u32 tag = 7;

	if (bpf_skb_store_bytes(skb, 0, &tag, sizeof(tag), 0))
		return 2;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
