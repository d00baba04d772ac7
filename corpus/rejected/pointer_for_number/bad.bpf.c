// expect look: rejected A1616
// needs: 6.4
//
// The offset's address is passed for the offset.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern int bpf_dynptr_from_skb(struct __sk_buff *skb, u64 flags, struct bpf_dynptr *ptr) __ksym;
extern void *bpf_dynptr_slice(const struct bpf_dynptr *p, u32 offset, void *buffer, u32 buffer__szk) __ksym;

SEC("tc")
int look(struct __sk_buff *skb)
{
	struct bpf_dynptr packet;
	char buffer[4];
	u64 offset = 12;
	char *type;

	if (bpf_dynptr_from_skb(skb, 0, &packet))
		return 0;
	asm volatile("" : "+m"(offset));
	type = bpf_dynptr_slice(&packet, (u64)&offset, buffer, sizeof(buffer)); // <fails> <fix>
	return type && type[0] == 8;
}

char LICENSE[] SEC("license") = "GPL";
