// expect pass_marked: accepted
//
// bpf_sk_fullsock tells full ones from others.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("cgroup_skb/egress")
int pass_marked(struct __sk_buff *skb)
{
	struct bpf_sock *sk = skb->sk;

	if (sk)
		sk = bpf_sk_fullsock(sk);
	if (!sk)
		return 1;
	return sk->mark == 7;
}

char LICENSE[] SEC("license") = "GPL";
