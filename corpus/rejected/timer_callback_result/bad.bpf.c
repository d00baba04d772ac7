// expect watch: rejected A1402
// needs: 5.15
//
// A timer's callback has to return 0.
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

static int expired(void *map, __u32 *key, struct session *s)
{
	s->packets = 0;
	return 1; // <fails> <fix>
}

SEC("tc")
int watch(struct __sk_buff *skb)
{
	__u32 key = 0;
	struct session *s = bpf_map_lookup_elem(&sessions, &key);

	if (!s)
		return 0;
	bpf_timer_init(&s->timer, &sessions, CLOCK_MONOTONIC);
	bpf_timer_set_callback(&s->timer, expired);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
