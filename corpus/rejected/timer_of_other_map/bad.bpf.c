// expect watch: rejected A1772
// needs: 5.15
//
// The timer lies in one map and is set up with another.
#include <linux/bpf.h>
#include <linux/time.h>
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

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, struct session);
} others SEC(".maps");

SEC("tc")
int watch(struct __sk_buff *skb)
{
	__u32 key = 0;
	struct session *s = bpf_map_lookup_elem(&sessions, &key); // <fix>

	if (s)
		bpf_timer_init(&s->timer, &others, CLOCK_MONOTONIC); // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
