// expect copy_name: rejected A1202
//
// The loop's end comes from the packet: the verifier walks it round by round, until a byte is written behind the array.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct record {
	__u8 length;
	char name[32];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct record);
} last SEC(".maps");

SEC("tc")
int copy_name(struct __sk_buff *skb)
{
	__u32 first = 0;
	struct record *record = bpf_map_lookup_elem(&last, &first);
	__u8 length;

	if (!record || bpf_skb_load_bytes(skb, 54, &length, sizeof(length)))
		return 0;
	record->length = length;
	for (int i = 0; i < length; i++) { // <fix>
		char letter;

		if (bpf_skb_load_bytes(skb, 55 + i, &letter, sizeof(letter)))
			break;
		record->name[i] = letter; // <fails>
	}
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
