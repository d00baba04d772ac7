// expect count_excess: rejected A1206
//
// A signed index is checked at its upper end only: -14 passes the check, too.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 excess[64];

SEC("socket")
int count_excess(struct __sk_buff *skb)
{
	int over = (int)(skb->len & 0xff) - 14; // <fix>

	if (over < 64) // <fix>
		excess[over]++; // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
