// expect report: rejected A1208
//
// The size of a pointer is reserved, not that of the event.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct event {
	__u64 when;
	__u64 who;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC("raw_tp/sys_enter")
int report(struct bpf_raw_tracepoint_args *ctx)
{
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(event), 0); // <fix>

	if (!event)
		return 0;
	event->when = bpf_ktime_get_ns();
	event->who = bpf_get_current_pid_tgid(); // <fails>
	bpf_ringbuf_submit(event, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
