// lint: A2605
// targets: 5.10
// expect late: accepted
// expect late on < 5.16: rejected A1220
//
// The hardware's time came to programs with 5.16.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int late(struct __sk_buff *skb)
{
	return skb->hwtstamp ? 0 : 2; // <finding>
}

char LICENSE[] SEC("license") = "GPL";
