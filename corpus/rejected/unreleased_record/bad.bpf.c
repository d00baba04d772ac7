// expect sample: rejected A1701
//
// A reserved record has to be submitted or discarded, also where filling it fails.
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
	struct event *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0); // <fix>

	if (!e)
		return 0;
	e->address = ctx->args[1];
	if (bpf_probe_read_user_str(e->text, sizeof(e->text), (void *)ctx->args[1]) > 0)
		bpf_ringbuf_submit(e, 0);
	return 0; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
