// expect note_name: accepted
//
// The size is the buffer's own.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sched_switch")
int note_name(struct bpf_raw_tracepoint_args *ctx)
{
	char name[16];

	bpf_get_current_comm(name, sizeof(name));
	bpf_printk("%s", name);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
