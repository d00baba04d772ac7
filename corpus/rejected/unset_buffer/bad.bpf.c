// expect note_event: accepted
// expect note_event without CAP_PERFMON: rejected A1301
//
// A buffer on the stack is read although only its first byte was written.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("socket")
int note_event(struct __sk_buff *skb)
{
	volatile char name[16]; // <fix>

	name[0] = skb->mark;
	return name[1]; // <fails>
}

char LICENSE[] SEC("license") = "GPL";
