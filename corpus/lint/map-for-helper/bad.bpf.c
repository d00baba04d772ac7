// lint: A2039
// expect report: rejected A1613
// needs: 5.8
//
// The map became a ring buffer, and the helper stayed the one of perf buffers.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 65536);
} events SEC(".maps");

SEC("raw_tp/sched_process_exit")
int report(void *ctx)
{
	__u64 now = bpf_ktime_get_ns();

	return bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &now, sizeof(now)) != 0; // <finding>
}

char LICENSE[] SEC("license") = "GPL";
