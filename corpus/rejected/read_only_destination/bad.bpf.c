// expect copy: rejected A1607
// needs: 6.4
//
// What bpf_dynptr_slice returns may only be read; bpf_skb_load_bytes would write there.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern int bpf_dynptr_from_skb(struct __sk_buff *skb, u64 flags, struct bpf_dynptr *ptr) __ksym;
extern void *bpf_dynptr_slice(const struct bpf_dynptr *p, u32 offset, void *buffer, u32 buffer__szk) __ksym;

SEC("tc")
int copy(struct __sk_buff *skb)
{
	struct bpf_dynptr packet;
	char buffer[8] = {};
	char *head;

	if (bpf_dynptr_from_skb(skb, 0, &packet))
		return 0;
	head = bpf_dynptr_slice(&packet, 0, buffer, sizeof(buffer)); // <fix>
	if (!head)
		return 0;
	return bpf_skb_load_bytes(skb, 6, head, 6); // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
