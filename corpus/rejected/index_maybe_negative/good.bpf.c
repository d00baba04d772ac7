// expect count_excess: accepted
//
// Both ends are checked.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 excess[64];

SEC("socket")
int count_excess(struct __sk_buff *skb)
{
	int over = (int)(skb->len & 0xff) - 14;

	if (over >= 0 && over < 64)
		excess[over]++;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
