// expect check: accepted
// needs: 6.7
//
// The callback takes a number.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

#define __exception_cb(name) __attribute__((btf_decl_tag("exception_callback:" #name)))

extern void bpf_throw(u64 cookie) __ksym;

__noinline int on_throw(u64 cookie)
{
	return cookie != 0;
}

SEC("tc")
__exception_cb(on_throw) int check(struct __sk_buff *skb)
{
	if (skb->mark > 7)
		bpf_throw(skb->mark);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
