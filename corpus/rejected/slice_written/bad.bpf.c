// expect clear_mark: rejected A1255
// needs: 6.4
//
// The slice was asked for to read.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern int bpf_dynptr_from_skb(struct __sk_buff *skb, __u64 flags, struct bpf_dynptr *packet) __ksym;
extern void *bpf_dynptr_slice(const struct bpf_dynptr *packet, __u32 offset, void *buffer, __u32 buffer__szk) __ksym;

SEC("tc")
int clear_mark(struct __sk_buff *skb)
{
	struct bpf_dynptr packet;
	__u8 buffer[20];
	__u8 *header;

	if (bpf_dynptr_from_skb(skb, 0, &packet))
		return 0;
	header = bpf_dynptr_slice(&packet, 14, buffer, sizeof(buffer)); // <fix>
	if (header)
		header[1] = 0; // <fails>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
