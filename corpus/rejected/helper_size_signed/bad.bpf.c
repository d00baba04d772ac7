// expect copy_payload on < 6.12: rejected A1213
// expect copy_payload: rejected A1211
//
// A packet shorter than the headers makes the length negative, and as a size that is huge.
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
int copy_payload(struct __sk_buff *skb)
{
	__u32 zero = 0;
	struct sample *sample = bpf_map_lookup_elem(&scratch, &zero);
	int length = (int)skb->len - 40;

	if (!sample || length > (int)sizeof(sample->data)) // <fix>
		return 0;
	bpf_skb_load_bytes(skb, 40, sample->data, length); // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
