// expect sample: accepted
//
// The record is submitted or discarded, one of the two.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct event {
	__u64 address;
	char text[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC("raw_tp/sys_enter")
int sample(struct bpf_raw_tracepoint_args *ctx)
{
	struct event *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0);

	if (!e)
		return 0;
	e->address = ctx->args[1];
	if (bpf_probe_read_user_str(e->text, sizeof(e->text), (void *)ctx->args[1]) > 0)
		bpf_ringbuf_submit(e, 0);
	else
		bpf_ringbuf_discard(e, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
