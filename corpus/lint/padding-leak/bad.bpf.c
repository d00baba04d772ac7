// lint: A2106
// expect send: accepted
//
// Four bytes between the members go to user space as they were.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct event {
	__u32 pid;
	__u64 time;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC("tp/sched/sched_process_exec")
int send(void *ctx)
{
	struct event event;

	event.pid = bpf_get_current_pid_tgid() >> 32;
	event.time = bpf_ktime_get_ns();
	return bpf_ringbuf_output(&events, &event, sizeof(event), 0) ? 1 : 0; // <finding>
}

char LICENSE[] SEC("license") = "GPL";
