// expect report: accepted
// needs: 5.8
//
// A ring buffer is written to with bpf_ringbuf_output.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC("raw_tp/sched_process_exec")
int report(void *ctx)
{
	__u64 now = bpf_ktime_get_ns();

	bpf_ringbuf_output(&events, &now, sizeof(now), 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
