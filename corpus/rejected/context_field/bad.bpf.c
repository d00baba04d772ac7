// expect count_bytes: rejected A1220
//
// `data` belongs to programs that may look at the packet directly; those on a socket load bytes with a helper.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("socket")
int count_bytes(struct __sk_buff *skb)
{
	void *data = (void *)(long)skb->data; // <fails> <fix>
	void *end = (void *)(long)skb->data_end; // <fails> <fix>

	return data + 14 > end ? 0 : 14;
}

char LICENSE[] SEC("license") = "GPL";
