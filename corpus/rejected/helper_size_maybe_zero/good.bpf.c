// expect copy_packet: accepted
//
// A length of 0 is left out.
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
	__u32 zero = 0;
	long length = skb->len;
	struct sample *sample = bpf_map_lookup_elem(&scratch, &zero);

	asm volatile("" : "+r"(length));
	if (!sample || length < 1)
		return 0;
	asm volatile("" : "+r"(length)); // keeps the two checks apart, as older kernels need them
	if (length > (long)sizeof(sample->data))
		return 0;
	bpf_skb_load_bytes(skb, 0, sample->data, length);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
