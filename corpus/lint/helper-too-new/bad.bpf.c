// lint: A2005
// targets: 5.4
// expect send: accepted
//
// A ring buffer, which came with 5.8, in a program that has to load on 5.4.
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

	return bpf_ringbuf_output(&events, &now, sizeof(now), 0) ? 1 : 0; // <finding>
}

char LICENSE[] SEC("license") = "GPL";
