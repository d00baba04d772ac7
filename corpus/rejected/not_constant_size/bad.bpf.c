// expect reserve: rejected A1610
// needs: 5.8
//
// bpf_ringbuf_reserve reserves as much as the verifier knows from the code: a size that is computed it refuses.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC("tc")
int reserve(struct __sk_buff *skb)
{
	__u32 size = skb->len & 63; // <fix>
	char *event = bpf_ringbuf_reserve(&events, size, 0); // <fails> <fix>

	if (!event)
		return 0;
	bpf_ringbuf_submit(event, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
