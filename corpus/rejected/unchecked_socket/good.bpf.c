// expect pass_ipv6: accepted
//
// The socket is looked at where there is one.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("cgroup_skb/egress")
int pass_ipv6(struct __sk_buff *skb)
{
	struct bpf_sock *sk = skb->sk;

	return sk && sk->family == 10;
}

char LICENSE[] SEC("license") = "GPL";
