// expect sample: rejected A1704
//
// Once a record is submitted it is the reader's: the program may not look at it again.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct event {
	__u64 number;
	__u64 time;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

__u64 newest;

SEC("raw_tp/sys_enter")
int sample(struct bpf_raw_tracepoint_args *ctx)
{
	struct event *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0);

	if (!e)
		return 0;
	e->number = ctx->args[1];
	e->time = bpf_ktime_get_ns();
	bpf_ringbuf_submit(e, 0); // <fix>
	newest = e->time; // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
