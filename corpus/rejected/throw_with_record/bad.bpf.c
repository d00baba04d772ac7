// expect check: rejected A1702
// needs: 6.7
//
// An exception unwinds the program without releasing what it holds.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern void bpf_throw(u64 cookie) __ksym;

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC("tc")
int check(struct __sk_buff *skb)
{
	u64 *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0); // <fix>

	if (!e)
		return 0;
	if (skb->mark > 7)
		bpf_throw(skb->mark); // <fails> <fix>
	*e = skb->mark;
	bpf_ringbuf_submit(e, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
