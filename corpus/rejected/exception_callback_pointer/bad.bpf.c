// expect check: rejected A1781
// needs: 6.7
//
// The exception callback gets one number, the one that bpf_throw was given.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

#define __exception_cb(name) __attribute__((btf_decl_tag("exception_callback:" #name)))

extern void bpf_throw(u64 cookie) __ksym;

__noinline int on_throw(struct __sk_buff *skb) // <fails> <fix>
{
	return 7;
}

SEC("tc")
__exception_cb(on_throw) int check(struct __sk_buff *skb)
{
	if (skb->mark > 7)
		bpf_throw(skb->mark);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
