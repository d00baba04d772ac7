// targets: 5.10
// expect late: accepted
//
// The system's time is as old as 5.0.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int late(struct __sk_buff *skb)
{
	return skb->tstamp ? 0 : 2;
}

char LICENSE[] SEC("license") = "GPL";
