// expect on_unlink: accepted
// needs: 5.8
//
// The same without the mistake.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct event {
	__u64 address;
	char path[56];
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 65536);
} events SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_unlink")
int on_unlink(void *ctx)
{
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

	if (!event)
		return 0;
	event->address = bpf_get_current_pid_tgid();
	if (bpf_get_current_comm(event->path, sizeof(event->path)) < 0) {
		bpf_ringbuf_discard(event, 0);
		return 0;
	}
	bpf_ringbuf_submit(event, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
