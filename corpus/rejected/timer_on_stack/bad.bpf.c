// expect watch: rejected A1771
// needs: 5.15
//
// A timer outlives the program, and the stack does not.
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
	struct bpf_timer timer = {};

	bpf_timer_init(&timer, &watches, CLOCK_MONOTONIC); // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
