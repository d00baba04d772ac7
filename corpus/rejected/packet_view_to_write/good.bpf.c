// expect look: accepted
// needs: 6.4
//
// bpf_dynptr_slice gives a view to read.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern int bpf_dynptr_from_skb(struct __sk_buff *skb, u64 flags, struct bpf_dynptr *ptr) __ksym;
extern void *bpf_dynptr_slice(const struct bpf_dynptr *p, u32 offset, void *buffer, u32 buffer__szk) __ksym;

SEC("cgroup_skb/ingress")
int look(struct __sk_buff *skb)
{
	struct bpf_dynptr packet;
	char buffer[4];
	char *head;

	if (bpf_dynptr_from_skb(skb, 0, &packet))
		return 1;
	head = bpf_dynptr_slice(&packet, 0, buffer, sizeof(buffer));
	return head && head[0] == 0x45;
}

char LICENSE[] SEC("license") = "GPL";
