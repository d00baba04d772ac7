// expect look: rejected A1522
// needs: 6.4
//
// A cgroup_skb program may read packets and not write them.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern int bpf_dynptr_from_skb(struct __sk_buff *skb, u64 flags, struct bpf_dynptr *ptr) __ksym;
extern void *bpf_dynptr_slice(const struct bpf_dynptr *p, u32 offset, void *buffer, u32 buffer__szk) __ksym;
extern void *bpf_dynptr_slice_rdwr(const struct bpf_dynptr *p, u32 offset, void *buffer, u32 buffer__szk) __ksym;

SEC("cgroup_skb/ingress") // <fix>
int look(struct __sk_buff *skb)
{
	struct bpf_dynptr packet;
	char buffer[4];
	char *head;

	if (bpf_dynptr_from_skb(skb, 0, &packet))
		return 1;
	head = bpf_dynptr_slice_rdwr(&packet, 0, buffer, sizeof(buffer)); // <fails> <fix>
	return head && head[0] == 0x45;
}

char LICENSE[] SEC("license") = "GPL";
