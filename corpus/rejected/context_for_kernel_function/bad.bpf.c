// expect peek: rejected A1603
// needs: 6.2
//
// bpf_cast_to_kern_ctx casts the program's context, and gets a copy of a field of it.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern void *bpf_cast_to_kern_ctx(void *obj) __ksym;

SEC("tc")
int peek(struct __sk_buff *skb)
{
	__u64 length = skb->len;
	struct sk_buff *kernel = bpf_cast_to_kern_ctx(&length); // <fails> <fix>

	return kernel->len > 64;
}

char LICENSE[] SEC("license") = "GPL";
