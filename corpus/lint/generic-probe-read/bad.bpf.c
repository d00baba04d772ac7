// lint: A2109
// targets: 5.10
// expect look: accepted
//
// Whose memory it is, the helper has to guess.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sched_process_exec")
int look(struct bpf_raw_tracepoint_args *ctx)
{
	__u64 first = 0;

	return bpf_probe_read(&first, sizeof(first), (void *)ctx->args[0]) ? 1 : 0; // <finding>
}

char LICENSE[] SEC("license") = "GPL";
