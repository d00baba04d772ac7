// expect watch: accepted
// needs: 5.15
//
// The map knows its value's type, and with it the timer.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct session {
	__u64 packets;
	struct bpf_timer timer;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, struct session);
} sessions SEC(".maps");

SEC("tc")
int watch(struct __sk_buff *skb)
{
	__u32 key = 0;
	struct session *s = bpf_map_lookup_elem(&sessions, &key);

	if (s)
		bpf_timer_init(&s->timer, &sessions, 1);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
