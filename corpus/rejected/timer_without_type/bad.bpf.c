// expect watch: rejected A1771
// needs: 5.15
//
// A map that is declared by its value's size has no type, and so no timer that the kernel could find.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct session {
	__u64 packets;
	struct bpf_timer timer;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(struct session)); // <fix>
} sessions SEC(".maps");

SEC("tc")
int watch(struct __sk_buff *skb)
{
	__u32 key = 0;
	struct session *s = bpf_map_lookup_elem(&sessions, &key);

	if (s)
		bpf_timer_init(&s->timer, &sessions, 1); // <fails>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
