// expect reserve: accepted
// needs: 5.8
//
// The size is constant.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC("tc")
int reserve(struct __sk_buff *skb)
{
	char *event = bpf_ringbuf_reserve(&events, 64, 0);

	if (!event)
		return 0;
	bpf_ringbuf_submit(event, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
