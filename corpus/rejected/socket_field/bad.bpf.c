// expect pass_marked: rejected A1265
//
// A packet's socket need not be a full one, and only full ones have a mark.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("cgroup_skb/egress")
int pass_marked(struct __sk_buff *skb)
{
	struct bpf_sock *sk = skb->sk; // <fix>

	if (!sk)
		return 1;
	return sk->mark == 7; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
