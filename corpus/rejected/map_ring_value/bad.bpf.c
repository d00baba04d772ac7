// expect report: loader A1903
//
// A ring buffer takes records of any size: it has neither keys nor values of one.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct event {
	__u64 number;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 * 1024);
	__type(value, struct event); // <fails> <fix>
} events SEC(".maps");

SEC("raw_tp/sys_enter")
int report(struct bpf_raw_tracepoint_args *ctx)
{
	struct event event = {ctx->args[1]};

	bpf_ringbuf_output(&events, &event, sizeof(event), 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
