// expect watch: accepted
// needs: 5.15
//
// The timer is in the map's value.
#include <linux/bpf.h>
#include <linux/time.h>
#include <bpf/bpf_helpers.h>

struct watch {
	struct bpf_timer timer;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct watch);
} watches SEC(".maps");

SEC("tc")
int watch(struct __sk_buff *skb)
{
	__u32 first = 0;
	struct watch *watch = bpf_map_lookup_elem(&watches, &first);

	if (watch)
		bpf_timer_init(&watch->timer, &watches, CLOCK_MONOTONIC);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
