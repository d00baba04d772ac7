// lint: A2003
// expect send: rejected A1001
// cflags: -mllvm -bpf-stack-size=1024
//
// An event of 600 bytes is built on the stack.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

struct event {
	char path[592];
	__u64 time;
};

SEC("tp/sched/sched_process_exec")
int send(void *ctx) // <finding>
{
	struct event event = {};

	event.time = bpf_ktime_get_ns();
	bpf_get_current_comm(event.path, sizeof(event.path));
	return bpf_ringbuf_output(&events, &event, sizeof(event), 0) ? 1 : 0;
}

char LICENSE[] SEC("license") = "GPL";
