// expect send_name: accepted
//
// Names that could not be read are left out.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__type(key, __u32);
	__type(value, __u32);
} events SEC(".maps");

SEC("raw_tp/sys_enter")
int send_name(struct bpf_raw_tracepoint_args *ctx)
{
	char name[64];
	long length = bpf_probe_read_kernel_str(name, sizeof(name), (void *)ctx->args[0]);

	if (length < 1)
		return 0;
	asm volatile("" : "+r"(length)); // keeps the two checks apart, as older kernels need them
	if (length < (long)sizeof(name))
		bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, name, length);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
