// expect pass_ipv6: rejected A1201
//
// A packet may have no socket.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("cgroup_skb/egress")
int pass_ipv6(struct __sk_buff *skb)
{
	struct bpf_sock *sk = skb->sk; // <fix>

	return sk->family == 10; // <fails>
}

char LICENSE[] SEC("license") = "GPL";
