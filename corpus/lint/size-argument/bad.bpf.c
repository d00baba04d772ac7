// lint: A2032
// expect copy_packet: rejected A1213
//
// The length is bounded above, and may be 0, which this helper does not take.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct sample {
	__u32 length;
	char data[256];
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct sample);
} scratch SEC(".maps");

SEC("socket")
int copy_packet(struct __sk_buff *skb)
{
	__u32 zero = 0, length = skb->len;
	struct sample *sample = bpf_map_lookup_elem(&scratch, &zero);

	if (!sample || length > sizeof(sample->data))
		return 0;
	sample->length = length;
	return bpf_skb_load_bytes(skb, 0, sample->data, length) != 0; // <finding>
}

char LICENSE[] SEC("license") = "GPL";
