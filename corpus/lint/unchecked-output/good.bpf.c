// expect send on < 5.12: rejected A1804
// expect send: accepted
//
// What finds no room is counted.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

__u64 lost;

SEC("tp/sched/sched_process_exec")
int send(void *ctx)
{
	__u64 now = bpf_ktime_get_ns();

	if (bpf_ringbuf_output(&events, &now, sizeof(now), 0))
		__sync_fetch_and_add(&lost, 1);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
