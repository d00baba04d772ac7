// expect copy: accepted
// needs: 6.4
//
// The bytes are loaded to a buffer of the program's own.
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
	head = bpf_dynptr_slice(&packet, 0, buffer, sizeof(buffer));
	if (!head)
		return 0;
	return bpf_skb_load_bytes(skb, 6, buffer, 6);
}

char LICENSE[] SEC("license") = "GPL";
