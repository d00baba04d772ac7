// expect send: accepted
//
// The program's argument is passed on as it came.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, 4);
	__uint(value_size, 4);
} events SEC(".maps");

SEC("raw_tp/sys_enter")
int send(struct bpf_raw_tracepoint_args *ctx)
{
	__u64 number = ctx->args[1];

	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &number, sizeof(number));
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
