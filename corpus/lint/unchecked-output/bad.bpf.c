// lint: A2103
// expect send: accepted
//
// When the reader is behind, the event is gone, and nobody knows how many.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC("tp/sched/sched_process_exec")
int send(void *ctx)
{
	__u64 now = bpf_ktime_get_ns();

	bpf_ringbuf_output(&events, &now, sizeof(now), 0); // <finding>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
