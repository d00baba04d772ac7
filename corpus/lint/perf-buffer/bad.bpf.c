// lint: A2302
// targets: 5.10 6.1
// expect send: accepted
//
// A buffer for each CPU, on kernels that all have one for all.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY); // <finding>
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(__u32));
} events SEC(".maps");

SEC("tp/sched/sched_process_exec")
int send(void *ctx)
{
	__u64 now = bpf_ktime_get_ns();

	return bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &now, sizeof(now)) ? 1 : 0;
}

char LICENSE[] SEC("license") = "GPL";
