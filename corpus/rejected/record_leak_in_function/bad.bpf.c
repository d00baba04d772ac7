// expect sample: rejected A1701
//
// The record is handed to a function that submits it on one of its two ways only.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

static __noinline int fill(__u64 *e, __u64 id)
{
	if (!e)
		return 0;
	if (id > 300) // <fix>
		return 0; // <fix>
	*e = id;
	bpf_ringbuf_submit(e, 0);
	return 0;
}

SEC("raw_tp/sys_enter")
int sample(struct bpf_raw_tracepoint_args *ctx)
{
	__u64 *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0); // <fix>

	return fill(e, ctx->args[1]); // <fails>
}

char LICENSE[] SEC("license") = "GPL";
