// expect note_event: accepted
//
// The buffer is cleared where it is declared.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("socket")
int note_event(struct __sk_buff *skb)
{
	volatile char name[16] = {};

	name[0] = skb->mark;
	return name[1];
}

char LICENSE[] SEC("license") = "GPL";
