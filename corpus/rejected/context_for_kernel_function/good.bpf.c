// expect peek: accepted
// needs: 6.2
//
// The context itself is passed.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern void *bpf_cast_to_kern_ctx(void *obj) __ksym;

SEC("tc")
int peek(struct __sk_buff *skb)
{
	struct sk_buff *kernel = bpf_cast_to_kern_ctx(skb);

	return kernel->len > 64;
}

char LICENSE[] SEC("license") = "GPL";
